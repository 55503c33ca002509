package outlayer.jobs.datasets;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The base questions of a dataset, wherever they come from: rows with the columns below and those that {@code examples} needs
 * besides, in any order and any number of partitions.
 *
 * @param size number of rows
 * @param cached what Spark keeps for the rows until they are closed
 */
record QuestionTable(Dataset<Row> rows, long size, RowExamples examples, List<Dataset<Row>> cached)
        implements AutoCloseable {

    /** Text, shared by the rows whose examples must not be in two parts. */
    static final String QUESTION = "question";

    /** By which questions are ordered, the easiest first; equal in all rows of a question. */
    static final String RANK = "rank";

    /** Difficulty quantile of the question, where the source gives it; a column that need not be there. */
    static final String QUANTILE = "quantile";

    @Override
    public void close() {
        cached.forEach(Dataset::unpersist);
    }
}
