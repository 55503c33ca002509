package outlayer.jobs.datasets;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import outlayer.quirky.Example;

/**
 * The rows of a {@link QuestionTable} in the order of difficulty, equal ones in that of the question, so that each question's
 * quantile is known: (before + count / 2) / n, where {@code count} rows are about it, {@code before} stand before them, and
 * there are n in all. All rows of a question are neighbours in one slice, which is a partition. On disk until closed.
 */
final class RankedTable implements AutoCloseable {

    private static final String SLICE = "slice";

    private final Dataset<Row> sorted;
    private final Quantiles quantiles;
    private final RowExamples examples;
    private final long questions;

    /** What to make of the examples of one question, which are those of all its rows. */
    interface EachQuestion extends Serializable {

        Stream<Row> rows(List<Example> examples);
    }

    /** Where slices begin. */
    private static final class Quantiles implements Serializable {

        /** Rows before each slice, and at the end all rows. */
        private final long[] before;

        /** Whether rows bring their quantile. */
        private final boolean given;

        Quantiles(long[] before, boolean given) {
            this.before = before;
            this.given = given;
        }

        long rows() {
            return before[before.length - 1];
        }

        double of(Row first, long inSlice, int count) {
            if (given) {
                return first.<Double>getAs(QuestionTable.QUANTILE);
            }
            long rank = before[first.<Integer>getAs(SLICE)] + inSlice;
            return (rank + count / 2.0) / rows();
        }
    }

    /** Rows and different questions of a slice; nothing of an empty one. */
    private record SliceCount(int slice, long rows, long questions) implements Serializable {

        static Iterator<SliceCount> of(Iterator<Row> slice) {
            int number = -1;
            long rows = 0;
            long questions = 0;
            for (QuestionRuns runs = new QuestionRuns(slice); runs.hasNext(); questions++) {
                List<Row> question = runs.next();
                number = question.get(0).<Integer>getAs(SLICE);
                rows += question.size();
            }
            return rows == 0
                    ? Collections.emptyIterator()
                    : List.of(new SliceCount(number, rows, questions)).iterator();
        }
    }

    private RankedTable(Dataset<Row> sorted, Quantiles quantiles, RowExamples examples, long questions) {
        this.sorted = sorted;
        this.quantiles = quantiles;
        this.examples = examples;
        this.questions = questions;
    }

    static RankedTable of(QuestionTable table, int slices) {
        Dataset<Row> sorted = table.rows()
                .repartitionByRange(slices, functions.col(QuestionTable.RANK), functions.col(QuestionTable.QUESTION))
                .sortWithinPartitions(QuestionTable.RANK, QuestionTable.QUESTION)
                .withColumn(SLICE, functions.spark_partition_id())
                .persist(StorageLevel.DISK_ONLY());
        long[] before = new long[slices + 1];
        long questions = 0;
        for (SliceCount slice : sorted.toJavaRDD().mapPartitions(SliceCount::of).collect()) {
            before[slice.slice + 1] = slice.rows;
            questions += slice.questions;
        }
        Arrays.parallelPrefix(before, Long::sum);
        boolean given = List.of(sorted.columns()).contains(QuestionTable.QUANTILE);
        return new RankedTable(sorted, new Quantiles(before, given), table.examples(), questions);
    }

    long rows() {
        return quantiles.rows();
    }

    /** How many different ones the rows are about. */
    long questions() {
        return questions;
    }

    /** Rows made of the examples of every question. */
    Dataset<Row> flatMap(EachQuestion each, StructType schema) {
        Quantiles where = quantiles;
        RowExamples made = examples;
        return sorted.mapPartitions(
                (MapPartitionsFunction<Row, Row>) rows -> walk(rows, where, made, each), Encoders.row(schema));
    }

    private static Iterator<Row> walk(Iterator<Row> slice, Quantiles quantiles, RowExamples made, EachQuestion each) {
        Spliterator<List<Row>> questions =
                Spliterators.spliteratorUnknownSize(new QuestionRuns(slice), Spliterator.ORDERED);
        long[] seen = new long[1];
        return StreamSupport.stream(questions, false)
                .flatMap(question -> {
                    double quantile = quantiles.of(question.get(0), seen[0], question.size());
                    seen[0] += question.size();
                    return each.rows(question.stream()
                            .flatMap(row -> made.of(row, quantile).stream())
                            .toList());
                })
                .iterator();
    }

    @Override
    public void close() {
        sorted.unpersist();
    }
}
