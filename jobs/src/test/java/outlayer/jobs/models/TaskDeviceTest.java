package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import outlayer.torch.Device;

class TaskDeviceTest {

    @Test
    void outsideOfATaskAutoIsTheProcessor() {
        assertThat(TaskDevice.of("auto", null)).isEqualTo(Device.CPU);
    }

    @Test
    void aNamedDeviceIsTaken() {
        assertThat(TaskDevice.of("cpu", null)).isEqualTo(Device.CPU);
        assertThat(TaskDevice.asked("gpu:3", null)).isEqualTo(new Device(Device.Kind.GPU, 3));
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThatThrownBy(() -> TaskDevice.of("tpu", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Device is 'tpu', expected cpu or gpu:N");
    }

    @Test
    void aGpuThatSparkDidNotGiveIsRefused() {
        assertThatThrownBy(() -> TaskDevice.of("gpu", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Device gpu is asked for, but Spark gave no GPU to this task")
                .hasMessageContaining("spark.executor.resource.gpu.amount");
    }

    @Test
    void aGpuThatLibtorchDoesNotSeeIsRefusedAndNeverReplacedByTheProcessor() {
        assertThatThrownBy(() -> TaskDevice.of("gpu:63", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Device gpu:63 is asked for (by setting), libtorch sees ")
                .hasMessageContaining("PYTORCH_FLAVOR=")
                .hasMessageContaining("conf/gpu/README.md");
    }
}
