package outlayer.jobs.flag;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import outlayer.evaluate.ScoreColumn;
import outlayer.evaluate.ScoreKey;
import outlayer.jobs.score.ScoreFile;
import outlayer.jobs.score.Scored;
import outlayer.jobs.score.ShardScores;

/** Chosen scores of all examples of one part, shard after shard; of the others nothing is in memory for longer than a shard. */
final class TestedScores {

    private final int examples;
    private final Map<ScoreKey, double[]> scores = new LinkedHashMap<>();

    private TestedScores(int examples) {
        this.examples = examples;
    }

    static TestedScores read(List<Scored> shards, Predicate<ScoreKey> chosen) {
        TestedScores all = new TestedScores(
                Math.toIntExact(shards.stream().mapToLong(Scored::examples).sum()));
        int start = 0;
        for (Scored shard : shards) {
            ShardScores read = read(shard);
            for (ScoreColumn column : read.columns()) {
                if (chosen.test(column.key())) {
                    all.add(column, start);
                }
            }
            start += read.ids().size();
        }
        return all;
    }

    /** All scores of one shard. */
    static ShardScores read(Scored shard) {
        return ShardScores.read(shard.scores().stream().map(ScoreFile::file).toList());
    }

    private void add(ScoreColumn column, int start) {
        double[] shard = column.scores();
        if (shard != null) {
            double[] whole = scores.computeIfAbsent(column.key(), key -> {
                double[] none = new double[examples];
                Arrays.fill(none, Double.NaN);
                return none;
            });
            System.arraycopy(shard, 0, whole, start, shard.length);
        }
    }

    /** By key, those that are n/a everywhere left out; NaN where an example has no score. */
    Map<ScoreKey, double[]> byKey() {
        return scores;
    }
}
