package outlayer.detector;

import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;
import outlayer.stats.Centroid;
import outlayer.stats.Folds;
import outlayer.stats.LogisticRegression;

/**
 * The ceiling: a logistic regression of the anomaly labels themselves, its penalty found by cross-validation, whose log-odds are the
 * score. Always in double.
 */
public record LinearProbeMethod() implements RowsMethod {

    private static final String WEIGHTS = "weights";
    private static final String INTERCEPT = "intercept";
    private static final String L2 = "l2";
    private static final int FOLDS = 5;

    /** As published: a fit depends on its vectors and their order only. */
    private static final long SEED = 42;

    @Override
    public String name() {
        return "linear-probe";
    }

    @Override
    public String params() {
        return "";
    }

    @Override
    public Mode mode() {
        return Mode.CEILING;
    }

    @Override
    public Parameters fit(LayerVectors layer) {
        Matrix x = layer.labelled().x();
        boolean[] anomalous = layer.labelled().anomalous();
        if (x.rows() > 1 && !Centroid.of(x).varies()) {
            throw new NotApplicableException("the layer has no variance over labelled prompts");
        }
        LogisticRegression probe = LogisticRegression.crossValidated(x, anomalous, Folds.deal(FOLDS, anomalous, SEED))
                .orElseThrow(() -> new NotApplicableException(
                        "a probe of %d labelled vectors needs 2 normal and 2 anomalous ones at least"
                                .formatted(anomalous.length)));
        return Parameters.none()
                .and(WEIGHTS, probe.weights())
                .and(INTERCEPT, probe.intercept())
                .and(L2, probe.l2());
    }

    @Override
    public Detector detector(Parameters fitted, Arithmetic arithmetic) {
        return new LogOdds(
                new LogisticRegression(fitted.numbers(WEIGHTS), fitted.numbers(INTERCEPT)[0], fitted.numbers(L2)[0]));
    }

    private record LogOdds(LogisticRegression probe) implements Detector {

        @Override
        public double[] score(Matrix x) {
            Vectors.check(x, probe.weights().length);
            return probe.logits(x);
        }
    }
}
