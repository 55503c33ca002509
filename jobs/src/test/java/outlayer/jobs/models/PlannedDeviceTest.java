package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.jobs.settings.SettingsException;
import outlayer.torch.Device;

class PlannedDeviceTest {

    private static SparkConf tasksHave(String gpus) {
        return new SparkConf(false).set("spark.task.resource.gpu.amount", gpus);
    }

    @Test
    void autoIsTheGpuOfTasksThatAreGivenOne() {
        assertThat(PlannedDevice.of("auto", new SparkConf(false))).isEqualTo(PlannedDevice.CPU);
        assertThat(PlannedDevice.of("auto", tasksHave("0"))).isEqualTo(PlannedDevice.CPU);
        assertThat(PlannedDevice.of("auto", tasksHave("1"))).isEqualTo(PlannedDevice.GPU);
        assertThat(PlannedDevice.of("auto", tasksHave("0.25"))).isEqualTo(PlannedDevice.GPU);
    }

    @ParameterizedTest
    @CsvSource({"cpu, cpu", "gpu, gpu", "gpu:3, gpu"})
    void aSettingStandsAndItsKindIsKept(String setting, String kind) {
        PlannedDevice planned = PlannedDevice.of(setting, tasksHave("1"));
        assertThat(planned.name()).isEqualTo(setting);
        assertThat(planned.kind()).isEqualTo(kind);
    }

    @Test
    void aGpuThatATaskHasNotIsNeverTheCpu() {
        assertThat(PlannedDevice.CPU.onTask(null)).isEqualTo(Device.CPU);
        assertThatThrownBy(() -> PlannedDevice.GPU.onTask(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Device gpu is asked for, but Spark gave no GPU to this task");
    }

    @Test
    void aGpuThatSparkDoesNotGiveIsRefusedBeforeAnyTask() {
        SparkConf none = new SparkConf(false).set("spark.master", "spark://host:7077");
        assertThatThrownBy(() -> PlannedDevice.GPU.require("extract.device", none))
                .isInstanceOf(SettingsException.class)
                .hasMessage("extract.device is gpu, but Spark gives its tasks none: found no"
                        + " spark.task.resource.gpu.amount, expected it and spark.executor.resource.gpu.amount"
                        + " (conf/spark/gpu.conf), or another device: auto, cpu, or gpu:N by number");
        SparkConf given = none.clone().set("spark.task.resource.gpu.amount", "1");
        assertThatCode(() -> PlannedDevice.GPU.require("extract.device", given)).doesNotThrowAnyException();
        for (String other : new String[] {"auto", "cpu", "gpu:3"}) {
            assertThatCode(() -> new PlannedDevice(other).require("extract.device", none))
                    .doesNotThrowAnyException();
        }
    }
}
