package outlayer.jobs.extract;

import java.io.Serializable;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.models.TaskDevice;
import outlayer.lm.Device;

/**
 * Where units are computed, settled when they are planned, so that it can be part of their keys: `cpu`, `gpu`, which is the one that
 * Spark gives to the task, or `gpu:N`.
 */
record PlannedDevice(String name) implements Serializable {

    static final String AUTO = "auto";
    static final PlannedDevice CPU = new PlannedDevice("cpu");
    static final PlannedDevice GPU = new PlannedDevice("gpu");

    private static final String TASK_GPUS = "spark.task.resource.gpu.amount";

    /** A setting as it stands; `auto` is `gpu` in an application whose tasks are given GPUs, else `cpu`. */
    static PlannedDevice of(String setting, SparkConf conf) {
        if (!setting.equals(AUTO)) {
            return new PlannedDevice(setting);
        }
        return Double.parseDouble(conf.get(TASK_GPUS, "0")) > 0 ? GPU : CPU;
    }

    /** Part of the keys; which of several GPUs it is, is not. */
    String kind() {
        return name.replaceFirst(":.*", "");
    }

    /** The device of a running task; a GPU that is not there stops the task, which never runs on the CPU instead. */
    Device onTask(@Nullable TaskContext context) {
        Device device = TaskDevice.of(name.equals(GPU.name) ? AUTO : name, context);
        if (!device.kind().name().toLowerCase(Locale.ROOT).equals(kind())) {
            throw new IllegalArgumentException("Device " + name + " is asked for, but Spark gave this task no GPU; set "
                    + TASK_GPUS + " and spark.executor.resource.gpu.amount, or extract.device = cpu or gpu:N");
        }
        return device;
    }
}
