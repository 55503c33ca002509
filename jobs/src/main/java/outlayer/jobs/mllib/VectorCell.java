package outlayer.jobs.mllib;

import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The vector in a cell of any type that {@link Columns} lets through. */
final class VectorCell {

    private VectorCell() {}

    /** Null where there is none, or one of its numbers is null, NaN or infinite. */
    static double @Nullable [] read(Row row, int column) {
        if (row.isNullAt(column)) {
            return null;
        }
        double[] numbers = row.get(column) instanceof Vector vector ? vector.toArray() : numbers(row.getList(column));
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                return null;
            }
        }
        return numbers;
    }

    private static double[] numbers(List<@Nullable Number> cells) {
        double[] numbers = new double[cells.size()];
        int next = 0;
        for (Number cell : cells) {
            numbers[next++] = cell == null ? Double.NaN : cell.doubleValue();
        }
        return numbers;
    }
}
