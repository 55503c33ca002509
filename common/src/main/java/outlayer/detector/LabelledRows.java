package outlayer.detector;

import outlayer.linalg.Matrix;

/** Vectors whose anomalies are known. The array is shared with whoever made it. */
public final class LabelledRows {

    private final Matrix x;
    private final boolean[] anomalous;

    /**
     * @param x [n, d]
     * @param anomalous [n]
     */
    public LabelledRows(Matrix x, boolean[] anomalous) {
        if (x.rows() != anomalous.length) {
            throw new IllegalArgumentException("%d rows have %d labels".formatted(x.rows(), anomalous.length));
        }
        this.x = x;
        this.anomalous = anomalous;
    }

    public Matrix x() {
        return x;
    }

    public boolean[] anomalous() {
        return anomalous;
    }
}
