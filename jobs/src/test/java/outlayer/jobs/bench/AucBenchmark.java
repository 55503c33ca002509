package outlayer.jobs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import outlayer.evaluate.AucInterval;
import outlayer.evaluate.RocAuc;

/**
 * ROC AUCs of many groups with DeLong's intervals, all in one job as the stage evaluate makes them, against MLlib asked group by
 * group, which gives no interval. Both have their scores in memory before the clock starts; the floor is to sort them.
 */
final class AucBenchmark {

    private static final int SCORES = 10_000_000;
    private static final int GROUPS = 64;

    /** Two threads at once, several tasks each, so that neither waits long for the other. */
    private static final int TASKS = 16;

    private static final double SAME = 1e-9;

    private final SparkSession spark;
    private final Sizes sizes;

    AucBenchmark(SparkSession spark, Sizes sizes) {
        this.spark = spark;
        this.sizes = sizes;
    }

    Result run() {
        int groups = sizes.judged() ? GROUPS : 4;
        int size = (sizes.judged() ? SCORES : 40_000) / groups;
        JavaRDD<ScoreGroup> cached = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(IntStream.range(0, groups).boxed().toList(), TASKS)
                .map(group -> ScoreGroup.random(size, group))
                .persist(StorageLevel.MEMORY_ONLY());
        List<Double> found = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        try (MllibAuc mllib = MllibAuc.of(spark, groups, size)) {
            double sorting = Stopwatch.best(
                    2, () -> cached.map(ScoreGroup::sorted).map(s -> s.length).collect());
            Interleaved timed = Interleaved.time(
                    1,
                    () -> {
                        found.clear();
                        cached.map(AucBenchmark::judged).collect().forEach(judged -> found.add(judged[0]));
                    },
                    () -> {
                        theirs.clear();
                        theirs.addAll(mllib.compute());
                    });
            requireSame(found, theirs);
            double work = (double) groups * size / 1e6;
            return new Result(
                    "auc",
                    "scores=" + groups * size + " groups=" + groups,
                    "float64",
                    2,
                    timed.ours(),
                    work,
                    "M scores/s",
                    new Result.Floor("sorting them", work / sorting),
                    List.of(Requirement.atMost(0.2, "of MLlib's time", 1 / timed.ratio())),
                    String.format(
                            Locale.ROOT, "MLlib: %.1f s, exact, without intervals", Stopwatch.best(timed.theirs())));
        } finally {
            cached.unpersist(true);
        }
    }

    /** The area and both ends of its interval. */
    private static double[] judged(ScoreGroup group) {
        RocAuc auc = RocAuc.of(group.scores(), group.anomalous()).orElseThrow();
        AucInterval interval = auc.interval().orElseThrow();
        return new double[] {auc.auc(), interval.low(), interval.high()};
    }

    private static void requireSame(List<Double> ours, List<Double> theirs) {
        for (int group = 0; group < ours.size(); group++) {
            if (Math.abs(ours.get(group) - theirs.get(group)) > SAME) {
                throw new IllegalStateException("Group " + group + ": AUC " + ours.get(group) + ", by MLlib "
                        + theirs.get(group) + "; two that are not equal cannot be compared in speed");
            }
        }
    }
}
