package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

/** Whether two readouts say the same. */
final class Agreement {

    private Agreement() {}

    /** Distance of row i of what was found from row j of what was expected, over the length of that. Both [rows, width] */
    static double relativeError(float[] found, int i, float[] expected, int j, int width) {
        double distance = 0;
        double length = 0;
        for (int k = 0; k < width; k++) {
            double wanted = expected[j * width + k];
            double difference = found[i * width + k] - wanted;
            distance += difference * difference;
            length += wanted * wanted;
        }
        return Math.sqrt(distance / length);
    }

    /** Every vector in row i of what was found has at most that relative error. */
    static void assertRow(Readout found, int i, Readout expected, int j, double tolerance) {
        for (Point point : Point.values()) {
            for (int layer : found.layers(point)) {
                float[] vectors = found.vectors(point, layer);
                int width = vectors.length / found.rows();
                assertThat(relativeError(vectors, i, expected.vectors(point, layer), j, width))
                        .as("row %d, layer %d of %s", i, layer, point.key())
                        .isLessThanOrEqualTo(tolerance);
            }
        }
    }

    /** As {@link #assertRow}, for all rows. */
    static void assertRows(Readout found, Readout expected, double tolerance) {
        assertThat(found.rows()).isEqualTo(expected.rows());
        for (int i = 0; i < found.rows(); i++) {
            assertRow(found, i, expected, i, tolerance);
        }
    }

    static void assertLogOdds(Readout found, Readout expected, double tolerance) {
        assertThat(found.logOdds()).hasSameSizeAs(expected.logOdds());
        for (int i = 0; i < found.logOdds().length; i++) {
            assertThat(found.logOdds()[i])
                    .as("log-odds of prompt %d", i)
                    .isCloseTo(expected.logOdds()[i], offset(tolerance));
        }
    }
}
