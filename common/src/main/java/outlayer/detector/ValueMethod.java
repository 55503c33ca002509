package outlayer.detector;

import outlayer.linalg.Arithmetic;

/** A feature of one number, larger for the stranger, taken as it is; fits nothing. */
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
