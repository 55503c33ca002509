package outlayer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class TorchTest {

    private static final Device GPU = Device.parse("gpu:0");

    @Test
    void gpusAreCountedUpToTheFirstThatIsNotThere() {
        assertThat(Torch.gpuCount(device -> false)).isZero();
        assertThat(Torch.gpuCount(device -> device.kind() == Device.Kind.GPU && device.index() < 3))
                .isEqualTo(3);
    }

    @Test
    void aLibtorchForTheProcessorSeesThatAlone() {
        assumeThat(System.getenv("PYTORCH_FLAVOR")).isEqualTo("cpu");
        assertThat(Torch.sees(Device.CPU)).isTrue();
        assertThat(Torch.sees(GPU)).isFalse();
        assertThat(Torch.gpuCount()).isZero();
        assertThatThrownBy(() -> Torch.manager(GPU))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Device gpu:0 was asked for, libtorch sees 0 GPUs (PYTORCH_FLAVOR=cpu");
    }

    @Test
    void theNumbersOfAnArrayAreReadAndNothingElseIsKept() {
        try (NDManager manager = Torch.manager(Device.CPU)) {
            NDArray array = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3));
            assertThat(Torch.floats(array)).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(Torch.floats(array.transpose())).containsExactly(1, 4, 2, 5, 3, 6);
            assertThat(Torch.floats(manager.create(7f))).containsExactly(7);
            assertThat(array.isReleased()).isFalse();
            assertThat(manager.getManagedArrays()).hasSize(3);
        }
    }
}
