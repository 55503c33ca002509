package outlayer.jobs.mllib;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import outlayer.detector.Detector;
import outlayer.detector.Method;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;

/**
 * Adds the anomaly score to rows of one group, as they stream by.
 *
 * @param vector the column that is read
 */
record GroupScoring(Columns columns, int vector, Method method, Arithmetic arithmetic) implements Serializable {

    /** @param fitted null: the group was not there when the model was fitted */
    Iterator<Row> score(String group, @Nullable Fitted fitted, Iterator<Row> rows) {
        Detector detector = fitted == null ? null : fitted.detector(method, arithmetic);
        String none = fitted == null ? "n/a: no vector of this group was fitted" : fitted.note();
        return new RowBlocks(rows, block -> scores(group, detector, none, block));
    }

    private List<Row> scores(String group, @Nullable Detector detector, @Nullable String none, List<Row> block) {
        List<double @Nullable []> vectors = new ArrayList<>();
        List<double[]> present = new ArrayList<>();
        for (Row row : block) {
            double[] numbers = detector == null ? null : VectorCell.read(row, vector);
            vectors.add(numbers);
            if (numbers != null) {
                present.add(numbers);
            }
        }
        double[] scores = detector == null || present.isEmpty() ? new double[0] : detected(group, detector, present);
        List<Row> scored = new ArrayList<>(block.size());
        int next = 0;
        for (int i = 0; i < block.size(); i++) {
            double score = vectors.get(i) == null ? Double.NaN : scores[next++];
            if (Double.isFinite(score)) {
                scored.add(with(block.get(i), score));
            } else if (columns.invalid() == Invalid.KEEP) {
                scored.add(with(block.get(i), null));
            } else if (columns.invalid() == Invalid.ERROR) {
                throw new IllegalArgumentException(columns.stage() + ": group " + group + ": a row has no score ("
                        + (none == null ? "n/a: it has no vector, or the score is no finite number" : none)
                        + "); handleInvalid = keep gives it null, skip leaves it out");
            }
        }
        return scored;
    }

    private double[] detected(String group, Detector detector, List<double[]> present) {
        int d = present.get(0).length;
        double[] values = new double[Math.multiplyExact(present.size(), d)];
        for (int i = 0; i < present.size(); i++) {
            if (present.get(i).length != d) {
                throw new IllegalArgumentException(columns.stage() + ": group " + group + ": vectors of column `"
                        + columns.features() + "` have " + d + " and " + present.get(i).length
                        + " numbers, expected as many in each");
            }
            System.arraycopy(present.get(i), 0, values, i * d, d);
        }
        try {
            return detector.score(Matrix.of(present.size(), d, values));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(columns.stage() + ": group " + group + ": " + e.getMessage(), e);
        }
    }

    private static Row with(Row row, @Nullable Double score) {
        @Nullable Object[] cells = new @Nullable Object[row.size() + 1];
        for (int i = 0; i < row.size(); i++) {
            cells[i] = row.get(i);
        }
        cells[row.size()] = score;
        return RowFactory.create(cells);
    }
}
