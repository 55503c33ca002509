package outlayer.jobs.datasets;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import outlayer.quirky.Example;

/** What a row of a {@link QuestionTable} becomes, given its question's difficulty quantile: an example for each character of its part. */
interface RowExamples extends Serializable {

    List<Example> of(Row row, double quantile);
}
