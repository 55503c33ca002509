package outlayer.jobs.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import outlayer.quirky.ArithmeticDraws;

/**
 * Which draws make an arithmetic dataset: in each block the first so many, by index, whose operands no earlier draw had. What a
 * draw gives is a function of seed, block and index, so that many can be looked at in many places; only operands and
 * index are shuffled.
 */
final class DistinctDraws {

    static final String BLOCK = "block";
    static final String INDEX = "index";

    private static final String OPERANDS = "operands";

    /** Stretches of indices that are counted to find where a block is full. */
    private static final long STRETCHES = 4096;

    private final SparkSession spark;
    private final ArithmeticDraws draws;
    private final int slices;

    DistinctDraws(SparkSession spark, ArithmeticDraws draws, int slices) {
        this.spark = spark.newSession();
        this.spark.conf().set("spark.sql.debug.maxToStringFields", SourceSession.PLAN_FIELDS);
        // The number of rows is known: nothing is left to adapt.
        this.spark.conf().set("spark.sql.shuffle.partitions", slices);
        this.spark.conf().set("spark.sql.adaptive.enabled", false);
        this.draws = draws;
        this.slices = slices;
    }

    /** Rows of block and index, on disk until they are released. */
    Dataset<Row> drawn() {
        long size = draws.blockSize();
        if (!draws.distinct()) {
            return indices(size);
        }
        for (long limit = size + size / 4 + 100; ; limit *= 2) {
            long draw = Math.min(limit, draws.most());
            Dataset<Row> firsts = firsts(draw).persist(StorageLevel.DISK_ONLY());
            Optional<Column> taken = taken(firsts, size, draw);
            if (taken.isPresent()) {
                Dataset<Row> kept = firsts.where(taken.get()).persist(StorageLevel.DISK_ONLY());
                kept.count();
                firsts.unpersist();
                return kept;
            }
            firsts.unpersist();
        }
    }

    /** The first draw of each pair of operands, of the first {@code limit} of every block. */
    private Dataset<Row> firsts(long limit) {
        ArithmeticDraws drawn = draws;
        UDF2<Integer, Long, Long> operands = drawn::operands;
        return indices(limit)
                .withColumn(
                        OPERANDS,
                        functions.udf(operands, DataTypes.LongType).apply(functions.col(BLOCK), functions.col(INDEX)))
                .groupBy(BLOCK, OPERANDS)
                .agg(functions.min(INDEX).as(INDEX))
                .select(BLOCK, INDEX);
    }

    private Dataset<Row> indices(long perBlock) {
        return spark.range(0, perBlock * ArithmeticDraws.BLOCKS, 1, slices)
                .select(
                        functions
                                .expr("id div " + perBlock)
                                .cast(DataTypes.IntegerType)
                                .as(BLOCK),
                        functions.expr("id % " + perBlock).as(INDEX));
    }

    /** Which of the first draws are needed to fill every block; none if there are too few, an error if there cannot be enough. */
    private Optional<Column> taken(Dataset<Row> firsts, long size, long limit) {
        long stretch = limit / STRETCHES + 1;
        long[][] counts = new long[ArithmeticDraws.BLOCKS][(int) (limit / stretch + 1)];
        Column number = functions.expr(INDEX + " div " + stretch).cast(DataTypes.IntegerType);
        for (Row row : firsts.groupBy(functions.col(BLOCK), number).count().collectAsList()) {
            counts[row.getInt(0)][row.getInt(1)] = row.getLong(2);
        }
        for (int block = 0; block < counts.length; block++) {
            long found = Arrays.stream(counts[block]).sum();
            if (found < size) {
                if (limit == draws.most()) {
                    throw draws.tooFew(found);
                }
                return Optional.empty();
            }
        }
        List<Column> full = new ArrayList<>();
        for (int block = 0; block < counts.length; block++) {
            full.add(upTo(firsts, block, counts[block], size, stretch));
        }
        return full.stream().reduce(Column::or);
    }

    /** The first {@code size} of a block. */
    private static Column upTo(Dataset<Row> firsts, int block, long[] counts, long size, long stretch) {
        long[] sums = counts.clone();
        Arrays.parallelPrefix(sums, Long::sum);
        int last = IntStream.range(0, sums.length)
                .filter(i -> sums[i] >= size)
                .findFirst()
                .orElseThrow();
        Column ours = functions.col(BLOCK).equalTo(block);
        List<Row> candidates = firsts.where(
                        ours.and(functions.col(INDEX).between(last * stretch, (last + 1) * stretch - 1)))
                .sort(INDEX)
                .select(INDEX)
                .collectAsList();
        int needed = (int) (size - (sums[last] - counts[last]));
        return ours.and(functions.col(INDEX).leq(candidates.get(needed - 1).getLong(0)));
    }
}
