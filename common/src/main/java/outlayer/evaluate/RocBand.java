package outlayer.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * A ROC curve for drawing: some of its points, each with the rectangle that holds both rates of its threshold with 95 %
 * confidence, after Campbell 1994: an interval of each rate at the level sqrt(.95), the classes being independent. The band is
 * bounded by the rectangles' corners, upper left and lower right. It takes examples as independent; intervals of the AUC that do
 * not stand beside it.
 */
public record RocBand(List<Point> points) {

    /** Most points of a drawing; more than a screen shows. */
    public static final int MOST_POINTS = 100;

    /** The standard normal quantile of (1 + sqrt .95) / 2. */
    private static final double Z = 2.236476644557499;

    /** The rates of one threshold and the ends of their intervals. */
    public record Point(
            double falsePositiveRate,
            double truePositiveRate,
            double falseLow,
            double falseHigh,
            double trueLow,
            double trueHigh) {}

    public RocBand {
        points = List.copyOf(points);
    }

    /** From (0, 0) to (1, 1); points less than 2 / (most - 2) apart, summed over both rates, are left out. */
    static RocBand of(RocCurve curve) {
        int[] falses = curve.falsePositives();
        int[] trues = curve.truePositives();
        int last = falses.length - 1;
        int normals = falses[last];
        int anomalies = trues[last];
        List<Point> points = new ArrayList<>();
        points.add(point(0, normals, 0, anomalies));
        double apart = 2.0 / (MOST_POINTS - 2);
        double before = 0;
        for (int k = 0; k <= last; k++) {
            double along = (double) falses[k] / normals + (double) trues[k] / anomalies;
            if (k == last || along - before >= apart) {
                points.add(point(falses[k], normals, trues[k], anomalies));
                before = along;
            }
        }
        return new RocBand(points);
    }

    private static Point point(int falses, int normals, int trues, int anomalies) {
        RateInterval ofFalse = RateInterval.of(falses, normals, Z);
        RateInterval ofTrue = RateInterval.of(trues, anomalies, Z);
        return new Point(
                (double) falses / normals,
                (double) trues / anomalies,
                ofFalse.low(),
                ofFalse.high(),
                ofTrue.low(),
                ofTrue.high());
    }
}
