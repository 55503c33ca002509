package outlayer.jobs.models;

import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.jspecify.annotations.Nullable;
import outlayer.torch.Device;
import outlayer.torch.Torch;

/** The device that a task computes on. Spark does not set CUDA_VISIBLE_DEVICES: the address is read from the task. */
public final class TaskDevice {

    private TaskDevice() {}

    /**
     * A device that is there: a GPU that was asked for and is absent stops the task, and never makes it run on the CPU.
     *
     * @param setting `gpu`: the first GPU address that Spark gave to the task; `auto`: that, or the CPU where Spark gives none; or a
     *     device by name
     * @param context of the running task, null outside of one
     */
    public static Device of(String setting, @Nullable TaskContext context) {
        Device device = asked(setting, context);
        if (!Torch.sees(device)) {
            String who = setting.startsWith("gpu:") ? "by setting" : "an address that Spark gave to this task";
            throw new IllegalArgumentException("Device " + device + " is asked for (" + who + "), libtorch sees "
                    + Gpus.count() + " GPUs with PYTORCH_FLAVOR=" + System.getenv("PYTORCH_FLAVOR")
                    + " and PYTORCH_LIBRARY_PATH=" + System.getenv("PYTORCH_LIBRARY_PATH")
                    + ". Set up libtorch for CUDA as conf/gpu/README.md says, or set the device to cpu");
        }
        return device;
    }

    /** What is asked for, there or not. */
    static Device asked(String setting, @Nullable TaskContext context) {
        if (!setting.equals("auto") && !setting.equals("gpu")) {
            return Device.parse(setting);
        }
        String address = gpuAddress(context);
        if (address != null) {
            return Device.parse("gpu:" + address);
        }
        if (setting.equals("gpu")) {
            throw new IllegalArgumentException("Device gpu is asked for, but Spark gave no GPU to this task: expected"
                    + " spark.executor.resource.gpu.amount and spark.task.resource.gpu.amount to be set"
                    + " (conf/gpu/README.md), or a device by number such as gpu:0");
        }
        return Device.CPU;
    }

    /** The first GPU address that Spark gave to the task, or null. */
    private static @Nullable String gpuAddress(@Nullable TaskContext context) {
        if (context == null) {
            return null;
        }
        Map<String, ResourceInformation> resources = context.resourcesJMap();
        ResourceInformation gpu = resources.get("gpu");
        return gpu == null || gpu.addresses().length == 0 ? null : gpu.addresses()[0];
    }
}
