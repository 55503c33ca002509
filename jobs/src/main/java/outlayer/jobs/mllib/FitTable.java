package outlayer.jobs.mllib;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import outlayer.detector.Parameters;
import outlayer.linalg.Matrix;

/**
 * Fits of groups as a table: the group's columns, then a piece of one of its matrices in each row; a row without a matrix for a fit
 * that keeps none, or gave none, with its note.
 */
final class FitTable {

    static final String VECTORS = "fit_vectors";
    static final String NOTE = "fit_note";
    private static final String MATRIX = "fit_matrix";
    private static final String ROWS = "fit_rows";
    private static final String COLS = "fit_cols";
    private static final String FROM = "fit_from";
    private static final String VALUES = "fit_values";

    /** Numbers in a row of the table: 1 MiB, unless one row of a matrix has more. */
    private static final int CHUNK = 1 << 17;

    private FitTable() {}

    /** @param groups the columns that name a group, as the fitted table has them */
    static StructType schema(StructType groups) {
        return groups.add(VECTORS, DataTypes.LongType, false)
                .add(NOTE, DataTypes.StringType, true)
                .add(MATRIX, DataTypes.StringType, true)
                .add(ROWS, DataTypes.IntegerType, true)
                .add(COLS, DataTypes.IntegerType, true)
                .add(FROM, DataTypes.IntegerType, true)
                .add(VALUES, DataTypes.createArrayType(DataTypes.DoubleType, false), true);
    }

    /** The rows of one fit. */
    static Iterator<Row> rows(List<@Nullable Object> group, Fitted fitted) {
        List<Row> rows = new ArrayList<>();
        Parameters parameters = fitted.parameters();
        if (parameters == null || parameters.matrices().isEmpty()) {
            rows.add(row(group, fitted, null, null, null, null, null));
        } else {
            parameters.matrices().forEach((name, matrix) -> add(rows, group, fitted, name, matrix));
        }
        return rows.iterator();
    }

    private static void add(List<Row> rows, List<@Nullable Object> group, Fitted fitted, String name, Matrix matrix) {
        int cols = matrix.cols();
        int step = Math.max(1, CHUNK / Math.max(1, cols));
        int from = 0;
        do { // a matrix without rows is a row without numbers
            int to = Math.min(from + step, matrix.rows());
            double[] values = Arrays.copyOfRange(matrix.values(), from * cols, to * cols);
            rows.add(row(group, fitted, name, matrix.rows(), cols, from, values));
            from = to;
        } while (from < matrix.rows());
    }

    private static Row row(List<@Nullable Object> group, Fitted fitted, @Nullable Object... matrix) {
        List<@Nullable Object> cells = new ArrayList<>(group);
        cells.add(fitted.vectors());
        cells.add(fitted.note());
        cells.addAll(Arrays.asList(matrix));
        return RowFactory.create(cells.toArray());
    }

    /** The fit that rows in any order hold; nothing of none. */
    static @Nullable Fitted read(Iterator<Row> rows) {
        Fitted first = null;
        Map<String, Matrix> matrices = new LinkedHashMap<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            String note = row.getAs(NOTE);
            first = new Fitted(row.<Long>getAs(VECTORS), null, note);
            String name = row.getAs(MATRIX);
            if (name != null) {
                Matrix matrix = matrices.computeIfAbsent(
                        name, any -> Matrix.zeros(row.<Integer>getAs(ROWS), row.<Integer>getAs(COLS)));
                copy(row, matrix);
            }
        }
        if (first == null || first.note() != null) {
            return first;
        }
        Parameters parameters = Parameters.none();
        for (Map.Entry<String, Matrix> matrix : matrices.entrySet()) {
            parameters = parameters.and(matrix.getKey(), matrix.getValue());
        }
        return new Fitted(first.vectors(), parameters, null);
    }

    private static void copy(Row row, Matrix matrix) {
        int at = row.<Integer>getAs(FROM) * matrix.cols();
        for (Double value : row.<Double>getList(row.fieldIndex(VALUES))) {
            matrix.values()[at++] = value;
        }
    }
}
