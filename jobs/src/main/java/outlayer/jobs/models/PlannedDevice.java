package outlayer.jobs.models;

import java.io.Serializable;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.settings.SettingsException;
import outlayer.torch.Device;

/**
 * Where units are computed, settled when they are planned, so that it can be part of their keys: `cpu`, `gpu`, which is the one that
 * Spark gives to the task, or `gpu:N`.
 */
public record PlannedDevice(String name) implements Serializable {

    /** The setting that leaves it to the application. */
    public static final String AUTO = "auto";

    public static final PlannedDevice CPU = new PlannedDevice("cpu");
    public static final PlannedDevice GPU = new PlannedDevice("gpu");

    private static final String TASK_GPUS = "spark.task.resource.gpu.amount";

    /** A setting as it stands; `auto` is `gpu` in an application whose tasks are given GPUs, else `cpu`. */
    public static PlannedDevice of(String setting, SparkConf conf) {
        if (!setting.equals(AUTO)) {
            return new PlannedDevice(setting);
        }
        return Double.parseDouble(conf.get(TASK_GPUS, "0")) > 0 ? GPU : CPU;
    }

    /**
     * Stops before any task is started where it cannot be had.
     *
     * @param setting by which it was asked for, as a person reads it: {@code extract.device}
     */
    public void require(String setting, SparkConf conf) {
        if (equals(GPU) && of(AUTO, conf).equals(CPU)) {
            throw new SettingsException(setting + " is gpu, but Spark gives its tasks none: found no " + TASK_GPUS
                    + ", expected it and spark.executor.resource.gpu.amount (conf/spark/gpu.conf), or another device: auto,"
                    + " cpu, or gpu:N by number");
        }
        if (name.startsWith("gpu:") && conf.get("spark.master", "").startsWith("local")) {
            TaskDevice.of(name, null);
        }
    }

    /** Part of the keys; which of several GPUs it is, is not. */
    public String kind() {
        return name.replaceFirst(":.*", "");
    }

    /** The device of a running task; a GPU that is not there stops the task, which never runs on the CPU instead. */
    public Device onTask(@Nullable TaskContext context) {
        return TaskDevice.of(name, context);
    }
}
