package outlayer.jobs.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * What a user of MLlib would do: {@code BinaryClassificationMetrics.areaUnderROC} of one group after another. Its scores and
 * labels are split by group and cached before the clock starts, in one partition a core.
 */
final class MllibAuc implements AutoCloseable {

    private static final int PARTITIONS = 2;

    /** Every distinct score is a threshold: exact, as ours. */
    private static final int NO_BINS = 0;

    private final List<JavaRDD<Tuple2<Double, Double>>> groups;

    private MllibAuc(List<JavaRDD<Tuple2<Double, Double>>> groups) {
        this.groups = groups;
    }

    static MllibAuc of(SparkSession spark, int groups, int size) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        List<JavaRDD<Tuple2<Double, Double>>> cached = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            int seed = group;
            JavaRDD<Tuple2<Double, Double>> rows = context.parallelize(List.of(0, 1), PARTITIONS)
                    .flatMap(half -> half(ScoreGroup.random(size, seed), half))
                    .persist(StorageLevel.MEMORY_ONLY());
            long count = rows.count();
            if (count != size) {
                throw new IllegalStateException("MLlib was given " + count + " scores of " + size);
            }
            cached.add(rows);
        }
        return new MllibAuc(cached);
    }

    List<Double> compute() {
        return groups.stream()
                .map(rows -> new BinaryClassificationMetrics(rows.rdd(), NO_BINS).areaUnderROC())
                .toList();
    }

    /** Scores with labels, 1 for the anomalous, of every other example. */
    private static Iterator<Tuple2<Double, Double>> half(ScoreGroup group, int first) {
        return IntStream.range(0, group.scores().length)
                .filter(i -> i % PARTITIONS == first)
                .mapToObj(i -> new Tuple2<>(group.scores()[i], group.anomalous()[i] ? 1.0 : 0.0))
                .iterator();
    }

    @Override
    public void close() {
        groups.forEach(rows -> rows.unpersist(true));
    }
}
