package outlayer.jobs.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import outlayer.lm.Device;

class TaskDeviceTest {

    @Test
    void outsideOfATaskAutoIsTheProcessor() {
        assertThat(TaskDevice.of("auto", null)).isEqualTo(Device.CPU);
    }

    @Test
    void aDeviceMayBeNamed() {
        assertThat(TaskDevice.of("cpu", null)).isEqualTo(Device.CPU);
        assertThat(TaskDevice.of("gpu:3", null)).isEqualTo(new Device(Device.Kind.GPU, 3));
    }

    @Test
    void anUnknownDeviceIsRefused() {
        assertThatThrownBy(() -> TaskDevice.of("tpu", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Device is 'tpu', expected cpu or gpu:N");
    }
}
