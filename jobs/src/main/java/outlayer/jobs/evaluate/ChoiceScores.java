package outlayer.jobs.evaluate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.ScoreColumn;
import outlayer.evaluate.ScoreKey;
import outlayer.evaluate.UnlabelledScores;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.score.ScoreFile;
import outlayer.jobs.score.Scored;
import outlayer.jobs.score.ShardScores;
import outlayer.quirky.Example;

/**
 * The scored shards from which layers are chosen, whose labels and characters nobody reads. Calibration has hard questions too,
 * untrusted has none as a rule; so of calibration those examples count that are as difficult as some untrusted one, since
 * a hard question is strange by itself.
 *
 * @param calibration shards of that part; none where it is not extracted
 * @param untrusted the same
 */
record ChoiceScores(List<Scored> calibration, List<Scored> untrusted) implements Serializable {

    /** Files of layers alone. */
    List<ScoreFile> files() {
        return Stream.of(calibration, untrusted)
                .flatMap(List::stream)
                .flatMap(shard -> layers(shard).stream())
                .toList();
    }

    UnlabelledScores readUntrusted() {
        return read(untrusted, "untrusted", example -> true);
    }

    UnlabelledScores readCalibration() {
        double[] difficulties = untrusted.stream()
                .flatMap(shard -> examples(shard).stream())
                .map(Example::asked)
                .filter(Objects::nonNull)
                .mapToDouble(Example.Asked::difficultyQuantile)
                .sorted()
                .toArray();
        return read(calibration, "calibration", example -> isAsDifficult(example.asked(), difficulties));
    }

    /** @param difficulties ascending */
    private static boolean isAsDifficult(Example.@Nullable Asked asked, double[] difficulties) {
        return asked == null
                || difficulties.length == 0
                || (asked.difficultyQuantile() >= difficulties[0]
                        && asked.difficultyQuantile() <= difficulties[difficulties.length - 1]);
    }

    private static UnlabelledScores read(List<Scored> shards, String part, Predicate<Example> wanted) {
        if (shards.isEmpty()) {
            return UnlabelledScores.missing("the part " + part + " is not scored; extract.parts must name it");
        }
        Map<ScoreKey, double[]> all = new LinkedHashMap<>();
        for (Scored shard : shards) {
            Set<String> ids = new HashSet<>();
            examples(shard).stream().filter(wanted).forEach(example -> ids.add(example.id()));
            List<RunFile> files = layers(shard).stream().map(ScoreFile::file).toList();
            ShardScores read = ShardScores.read(files);
            int[] rows = IntStream.range(0, read.ids().size())
                    .filter(i -> ids.contains(read.ids().get(i)))
                    .toArray();
            for (ScoreColumn column : read.columns()) {
                double[] scores = column.scores();
                double[] picked = IntStream.of(rows)
                        .mapToDouble(i -> scores == null ? Double.NaN : scores[i])
                        .toArray();
                all.merge(column.key(), picked, ChoiceScores::joined);
            }
        }
        return UnlabelledScores.of(all);
    }

    private static double[] joined(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** The aggregates come last, and are not chosen from. */
    private static List<ScoreFile> layers(Scored shard) {
        return shard.scores().subList(0, shard.readings().size());
    }

    private static List<Example> examples(Scored shard) {
        return shard.readings().get(0).shard().examples();
    }
}
