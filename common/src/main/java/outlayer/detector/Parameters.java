package outlayer.detector;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import outlayer.linalg.Matrix;

/** The numbers of a fitted detector by name, as they are stored. */
public final class Parameters implements Serializable {

    private final SortedMap<String, Matrix> matrices;

    /** The matrices are not copied. */
    public Parameters(SortedMap<String, Matrix> matrices) {
        this.matrices = Collections.unmodifiableSortedMap(new TreeMap<>(matrices));
    }

    /** None yet. */
    public static Parameters none() {
        return new Parameters(new TreeMap<>());
    }

    public Parameters and(String name, Matrix matrix) {
        SortedMap<String, Matrix> more = new TreeMap<>(matrices);
        more.put(name, matrix);
        return new Parameters(more);
    }

    /** A list of numbers, [1, n]. */
    public Parameters and(String name, double... numbers) {
        return and(name, Matrix.of(1, numbers.length, numbers));
    }

    public SortedMap<String, Matrix> matrices() {
        return matrices;
    }

    public Matrix matrix(String name) {
        Matrix matrix = matrices.get(name);
        if (matrix == null) {
            throw new IllegalArgumentException("The fit has no " + name + ", only " + matrices.keySet()
                    + "; was it made by another detector or version? Run the stage 'fit' again");
        }
        return matrix;
    }

    /** A list of numbers, as {@link #and(String, double...)} took it. */
    public double[] numbers(String name) {
        return matrix(name).values();
    }
}
