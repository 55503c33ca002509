package outlayer.jobs.models;

import outlayer.jobs.settings.ExecutorOptions;
import outlayer.torch.Device;

/** How many bytes weights may fill on a device. */
@FunctionalInterface
interface DeviceMemory {

    long capacity(Device device, ExecutorOptions options);
}
