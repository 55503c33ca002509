package outlayer.jobs.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.evaluate.ScoreColumn;
import outlayer.evaluate.ScoreKey;
import outlayer.jobs.score.Scored;
import outlayer.jobs.table.Score;
import outlayer.jobs.table.ScoreTable;

/** Turns score rows into one column per detector and layer, in the order of the test examples. */
final class ScoreColumns {

    private final TestPart test;
    private final String feature;
    private final Map<ScoreKey, double[]> scores = new LinkedHashMap<>();
    private final Map<ScoreKey, String> notes = new LinkedHashMap<>();

    private ScoreColumns(TestPart test, String feature) {
        this.test = test;
        this.feature = feature;
    }

    /** A column without any score is n/a with the note that its rows carry. */
    static List<ScoreColumn> read(List<Scored> shards, TestPart test, String feature) {
        ScoreColumns columns = new ScoreColumns(test, feature);
        for (Scored shard : shards) {
            ScoreTable.TABLE.forEach(shard.scores(), columns::add);
        }
        List<ScoreColumn> list = new ArrayList<>();
        columns.scores.forEach((key, values) -> list.add(
                columns.notes.containsKey(key)
                        ? ScoreColumn.notApplicable(key, columns.notes.get(key))
                        : ScoreColumn.of(key, values)));
        return list;
    }

    private void add(Score row) {
        Integer position = test.position().get(row.id());
        if (position == null) {
            return; // in quarantine: the model could not read it, so it is not judged
        }
        ScoreKey key = new ScoreKey(feature, row.detector(), row.params(), row.mode(), row.layerName());
        double[] column = scores.computeIfAbsent(key, k -> {
            double[] empty = new double[test.examples().size()];
            Arrays.fill(empty, Double.NaN);
            return empty;
        });
        Double score = row.score();
        if (score == null) {
            notes.put(key, String.valueOf(row.note()));
        } else {
            column[position] = score;
        }
    }
}
