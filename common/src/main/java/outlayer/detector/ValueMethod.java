package outlayer.detector;

import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;

/**
 * A feature of one number, larger for the stranger, taken as it is; fits nothing, so that few trusted values will do. Where these are
 * all the same it is not applicable, as no other detector is.
 */
public record ValueMethod() implements RowsMethod {

    @Override
    public String name() {
        return "value";
    }

    @Override
    public String params() {
        return "";
    }

    @Override
    public Mode mode() {
        return Mode.ONLINE;
    }

    @Override
    public Parameters fit(LayerVectors layer) {
        if (layer.dimension() != 1) {
            throw new IllegalArgumentException(
                    "Detector value takes a feature of one number, found %d; leave it out for this feature"
                            .formatted(layer.dimension()));
        }
        Matrix trusted = layer.trusted();
        if (trusted.rows() > 1) {
            Variance.check(trusted);
        }
        return Parameters.none();
    }

    @Override
    public Detector detector(Parameters fitted, Arithmetic arithmetic) {
        return x -> {
            Vectors.check(x, 1);
            return x.values().clone();
        };
    }
}
