package outlayer.jobs.models;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import outlayer.jobs.settings.ExecutorOptions;
import outlayer.torch.Device;

/** The memory that this host and its GPUs have. */
enum HostMemory implements DeviceMemory {
    INSTANCE;

    @Override
    public long capacity(Device device, ExecutorOptions options) {
        return device.kind() == Device.Kind.CPU
                ? (long) (options.memoryShare() * ofHost())
                : (long) (options.gpuMemoryShare() * Gpus.memoryBytes(device.index()));
    }

    /** All of it, or what the container may have. */
    private static long ofHost() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
