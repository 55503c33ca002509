package outlayer.jobs.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.evaluate.ScoreColumn;
import outlayer.evaluate.ScoreKey;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.score.ScoreFile;
import outlayer.jobs.score.Scored;
import outlayer.jobs.score.ShardScores;

/** Puts the scores of all shards into one column per detector and layer, in the order of the test examples. */
final class ScoreColumns {

    /** Of examples in quarantine: the model could not read them, so they are not judged. */
    private static final int NOWHERE = -1;

    private final TestPart test;
    private final Map<ScoreKey, Column> columns = new LinkedHashMap<>();

    private ScoreColumns(TestPart test) {
        this.test = test;
    }

    /** Each detector's layers, then what they become together. */
    static List<ScoreColumn> read(List<Scored> shards, TestPart test) {
        ScoreColumns all = new ScoreColumns(test);
        for (Scored shard : shards) {
            List<RunFile> files = shard.scores().stream().map(ScoreFile::file).toList();
            all.add(ShardScores.read(files));
        }
        Map<ScoreKey, List<ScoreColumn>> byDetector = new LinkedHashMap<>();
        all.columns.forEach((key, column) -> byDetector
                .computeIfAbsent(key.series(), series -> new ArrayList<>())
                .add(
                        column.defined
                                ? ScoreColumn.of(key, column.scores, column.note)
                                : ScoreColumn.notApplicable(key, column.note)));
        return byDetector.values().stream().flatMap(List::stream).toList();
    }

    private void add(ShardScores shard) {
        int[] positions = shard.ids().stream()
                .mapToInt(id -> test.position().getOrDefault(id, NOWHERE))
                .toArray();
        for (ScoreColumn column : shard.columns()) {
            columns.computeIfAbsent(
                            column.key(), key -> new Column(test.examples().size()))
                    .add(column, positions);
        }
    }

    private static final class Column {

        private final double[] scores;
        private boolean defined;
        private String note = "";

        Column(int examples) {
            scores = new double[examples];
            Arrays.fill(scores, Double.NaN);
        }

        void add(ScoreColumn shard, int[] positions) {
            double[] values = shard.scores();
            if (!defined || values != null) {
                note = shard.note();
            }
            if (values == null) {
                return;
            }
            defined = true;
            for (int i = 0; i < positions.length; i++) {
                if (positions[i] != NOWHERE) {
                    scores[positions[i]] = values[i];
                }
            }
        }
    }
}
