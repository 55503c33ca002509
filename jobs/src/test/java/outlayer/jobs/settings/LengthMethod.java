package outlayer.jobs.settings;

import java.util.Map;
import outlayer.detector.Detector;
import outlayer.detector.LayerVectors;
import outlayer.detector.Mode;
import outlayer.detector.Parameters;
import outlayer.detector.RowsMethod;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;

/** A detector of a user's own: how far the p-norm of a vector is from the trusted mean of it. */
public final class LengthMethod implements RowsMethod {

    private final double p;

    public LengthMethod(Map<String, String> params) {
        p = Double.parseDouble(params.getOrDefault("p", "2"));
        if (p < 1) {
            throw new IllegalArgumentException("p is " + p + ", expected at least 1");
        }
    }

    @Override
    public String name() {
        return "length";
    }

    @Override
    public String params() {
        return "p=" + p;
    }

    @Override
    public Mode mode() {
        return Mode.ONLINE;
    }

    @Override
    public Parameters fit(LayerVectors layer) {
        double sum = 0;
        double[] lengths = lengths(layer.trusted());
        for (double length : lengths) {
            sum += length;
        }
        return Parameters.none().and("mean", sum / lengths.length);
    }

    @Override
    public Detector detector(Parameters fitted, Arithmetic arithmetic) {
        double mean = fitted.numbers("mean")[0];
        return x -> {
            double[] lengths = lengths(x);
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] = Math.abs(lengths[i] - mean);
            }
            return lengths;
        };
    }

    /** The p-norm of each row. */
    public double[] lengths(Matrix x) {
        double[] lengths = new double[x.rows()];
        for (int i = 0; i < lengths.length; i++) {
            double sum = 0;
            for (int j = 0; j < x.cols(); j++) {
                sum += Math.pow(Math.abs(x.at(i, j)), p);
            }
            lengths[i] = Math.pow(sum, 1 / p);
        }
        return lengths;
    }
}
