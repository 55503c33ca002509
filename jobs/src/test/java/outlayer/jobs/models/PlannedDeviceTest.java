package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
}
