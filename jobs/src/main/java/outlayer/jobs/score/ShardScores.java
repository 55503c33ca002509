package outlayer.jobs.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.parquet.io.InputFile;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.ScoreColumn;
import outlayer.evaluate.ScoreKey;
import outlayer.jobs.table.FlatTable;
import outlayer.jobs.table.Score;
import outlayer.jobs.table.ScoreTable;

/** Scores of one shard, column by column, with its examples in their order. */
public final class ShardScores {

    private final List<String> ids;
    private final List<ScoreColumn> columns;

    private ShardScores(List<String> ids, List<ScoreColumn> columns) {
        this.ids = ids;
        this.columns = columns;
    }

    /** The columns of several files of one shard, which must have the same examples in the same order. */
    public static ShardScores read(List<? extends InputFile> files) {
        Reader reader = new Reader();
        for (InputFile file : files) {
            ScoreTable.TABLE.forEach(file, row -> reader.add(row, file));
        }
        return reader.scores();
    }

    /**
     * A row for each example.
     *
     * @param missing the note of an example that has no finite score, in a column that has scores
     */
    static void write(
            FlatTable.Writer<Score> table, List<String> ids, ScoreColumn column, IntFunction<String> missing) {
        double[] scores = column.scores();
        @Nullable String note = column.note().isEmpty() ? null : column.note();
        for (int i = 0; i < ids.size(); i++) {
            if (scores == null) {
                table.add(new Score(ids.get(i), column.key(), null, note));
            } else if (Double.isFinite(scores[i])) {
                table.add(new Score(ids.get(i), column.key(), scores[i], note));
            } else {
                table.add(new Score(ids.get(i), column.key(), null, missing.apply(i)));
            }
        }
    }

    public List<String> ids() {
        return ids;
    }

    /** In the order in which they were written; NaN where an example has no score. */
    public List<ScoreColumn> columns() {
        return columns;
    }

    /** Takes rows, all of one column before the next. */
    private static final class Reader {

        private final List<String> ids = new ArrayList<>();
        private final Map<ScoreKey, Column> columns = new LinkedHashMap<>();
        private @Nullable Column open;

        void add(Score row, InputFile file) {
            Column column = open;
            if (column == null || !column.key.equals(row.key())) {
                column = new Column(row.key());
                if (columns.putIfAbsent(row.key(), column) != null) {
                    throw new IllegalArgumentException("File " + file + ": rows of " + row.key()
                            + " are in two places, expected one after another. Run the stage 'score' again");
                }
                open = column;
            }
            if (columns.size() == 1) {
                ids.add(row.id());
            } else if (column.count >= ids.size() || !ids.get(column.count).equals(row.id())) {
                throw new IllegalArgumentException("File " + file + ": row " + column.count + " of " + row.key()
                        + " is of example " + row.id() + ", expected "
                        + (column.count < ids.size() ? ids.get(column.count) : "no more")
                        + "; were the tables of one shard made from others? Run the stage 'score' again");
            }
            column.add(row);
        }

        ShardScores scores() {
            return new ShardScores(
                    List.copyOf(ids),
                    columns.values().stream()
                            .map(column -> column.scores(ids.size()))
                            .toList());
        }
    }

    private static final class Column {

        private final ScoreKey key;
        private double[] values = new double[1024];
        private int count;
        private boolean defined;
        private String note = "";

        Column(ScoreKey key) {
            this.key = key;
        }

        void add(Score row) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            Double score = row.score();
            values[count++] = score == null ? Double.NaN : score;
            // The note of a number is about the column, that of a missing one may be about its example.
            if (row.note() != null && (score != null || !defined)) {
                note = row.note();
            } else if (score != null && !defined) {
                note = "";
            }
            defined |= score != null;
        }

        ScoreColumn scores(int examples) {
            if (count != examples) {
                throw new IllegalArgumentException(
                        key + " has " + count + " rows, expected " + examples + ". Run the stage 'score' again");
            }
            return defined
                    ? ScoreColumn.of(key, Arrays.copyOf(values, count), note)
                    : ScoreColumn.notApplicable(key, note);
        }
    }
}
