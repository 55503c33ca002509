package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void headersAreThoseThatOtherToolsRelyOn() {
        assertThat(String.join(", ", AucRow.columns()))
                .isEqualTo("model, dataset, variant, feature, detector, params, mode, layer, aggregation, subset, "
                        + "n_normal, n_anomalous, auc, auc_low, auc_high, auc_low_question, auc_high_question, "
                        + "auc_low_name, auc_high_name, average_precision, tpr_at_fpr_01, tpr_at_fpr_05, "
                        + "template_set, seed, note, template_fingerprint, normals_left");
        assertThat(String.join(", ", QuirkinessRow.columns()))
                .isEqualTo("model, dataset, variant, step, n_pairs, accuracy_alice, accuracy_bob, "
                        + "loss_alice_on_alice, loss_alice_on_bob, loss_bob_on_bob, loss_bob_on_alice, quirkiness, "
                        + "quirkiness_sum, quirkiness_as_worded, seed");
        assertThat(String.join(", ", SeparationRow.columns()))
                .isEqualTo("model, dataset, variant, feature, layer, separation, separation_quarter");
        assertThat(String.join(", ", ComparisonRow.columns()))
                .isEqualTo("model, dataset, variant, subset, first, second, auc_difference, low, high, p, p_holm, "
                        + "family, score_rank_correlation");
    }

    /** Also next to the middle between two texts of six digits, where a rounding of the rounded would go astray. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aNumberIsRoundedOnceFromWhatItIsExactly(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            double middle = (random.nextInt(900_000) + 100_000.5) * Math.pow(10, random.nextInt(20) - 15);
            for (double value :
                    new double[] {random.nextGaussian(), Math.nextDown(middle), middle, Math.nextUp(middle)}) {
                assertThat(new BigDecimal(Csv.number(value)))
                        .as(Double.toString(value))
                        .isEqualByComparingTo(new BigDecimal(value).round(new MathContext(6, RoundingMode.HALF_EVEN)));
            }
        }
    }

    @Test
    void aTableByTheByte() throws IOException {
        StringBuilder out = new StringBuilder();
        SeparationRow row = new SeparationRow("a,b", "say \"x\"", "two\nlines", "é", "0", 1 / 3.0, null);
        Csv.write(out, SeparationRow.columns(), List.of(row.cells()));
        assertThat(out)
                .hasToString("model,dataset,variant,feature,layer,separation,separation_quarter\n"
                        + "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",é,0,0.333333,\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "0.95, 0.95",
        "0.1234565, 0.123456",
        "0.99999951, 1",
        "12345678, 12345700",
        "-2.5, -2.5",
        "0.00001234567, 0.0000123457",
        "1.5e-12, 1.5E-12",
        "3e-300, 3E-300"
    })
    void numbersHaveSixSignificantDigits(double value, String expected) {
        assertThat(Csv.number(value)).isEqualTo(expected);
    }

    @Test
    void aNumberThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Csv.number(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A table holds finite numbers or empty cells, found NaN");
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> Csv.write(new StringBuilder(), List.of("a", "b"), List.of(List.of("1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Row has 1 cells, expected 2: [1]");
    }
}
