package outlayer.jobs.extract;

import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.jspecify.annotations.Nullable;
import outlayer.lm.Device;

/** The device that a task computes on. Spark does not set CUDA_VISIBLE_DEVICES: the address is read from the task. */
final class TaskDevice {

    private TaskDevice() {}

    /**
     * @param setting `auto`: the first GPU address that Spark gave to the task, else the CPU; or a device by name
     * @param context of the running task, null outside of one
     */
    static Device of(String setting, @Nullable TaskContext context) {
        if (!setting.equals("auto")) {
            return Device.parse(setting);
        }
        String address = gpuAddress(context);
        return Device.parse(address == null ? "cpu" : "gpu:" + address);
    }

    /** The first GPU address that Spark gave to the task, or null. */
    static @Nullable String gpuAddress(@Nullable TaskContext context) {
        if (context == null) {
            return null;
        }
        Map<String, ResourceInformation> resources = context.resourcesJMap();
        ResourceInformation gpu = resources.get("gpu");
        return gpu == null || gpu.addresses().length == 0 ? null : gpu.addresses()[0];
    }
}
