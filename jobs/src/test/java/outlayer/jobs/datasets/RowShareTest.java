package outlayer.jobs.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowShareTest {

    private final RowShare share = new RowShare();

    @ParameterizedTest
    @ValueSource(strings = {"keep", "order"})
    void sharesAreUniform(String purpose) {
        double sum = 0;
        int below = 0;
        for (int i = 0; i < 10_000; i++) {
            double value = share.call(purpose, RowFactory.create("town", i));
            assertThat(value).isBetween(0.0, Math.nextDown(1.0));
            sum += value;
            below += value < 0.25 ? 1 : 0;
        }
        // Five standard deviations of a mean of 10,000, and of a binomial.
        assertThat(sum / 10_000).isEqualTo(0.5, within(5 * 0.2887 / 100));
        assertThat(below).isBetween(2_500 - 217, 2_500 + 217);
    }

    @Test
    void itDependsOnPurposeAndValuesAlone() {
        assertThat(share.call("a", "x")).isEqualTo(share.call("a", "x")).isNotEqualTo(share.call("b", "x"));
        assertThat(share.call("a", RowFactory.create("ab", "c")))
                .isNotEqualTo(share.call("a", RowFactory.create("a", "bc")));
        assertThat(share.call("a", RowFactory.create("null")))
                .isNotEqualTo(share.call("a", RowFactory.create((Object) null)));
    }
}
