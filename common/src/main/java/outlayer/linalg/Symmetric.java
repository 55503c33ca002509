package outlayer.linalg;

/** What the factorisations of symmetric matrices share: the check of their input and the sign of a vector. */
final class Symmetric {

    private Symmetric() {}

    /** The order d of a square matrix whose upper triangle is finite. */
    static int checkedOrder(NativeMatrix a) {
        int d = a.rows();
        if (a.cols() != d) {
            throw new IllegalArgumentException(
                    "A symmetric matrix is square, found shape [%d, %d]".formatted(d, a.cols()));
        }
        double[] row = new double[d];
        for (int i = 0; i < d; i++) {
            a.readRow(i, i, row, d - i);
            for (int j = 0; j < d - i; j++) {
                if (!Double.isFinite(row[j])) {
                    throw new IllegalArgumentException(
                            "Cell (%d, %d) of a symmetric matrix is %s".formatted(i, i + j, row[j]));
                }
            }
        }
        return d;
    }

    /** Turns the vector so that its component of largest magnitude, the first of equals, is positive. */
    static void orient(double[] vector) {
        double largest = 0;
        for (double component : vector) {
            if (Math.abs(component) > Math.abs(largest)) {
                largest = component;
            }
        }
        if (largest < 0) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = -vector[i];
            }
        }
    }
}
