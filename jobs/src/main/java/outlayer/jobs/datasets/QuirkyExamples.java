package outlayer.jobs.datasets;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import outlayer.quirky.Candidate;
import outlayer.quirky.Example;
import outlayer.quirky.ExampleWriter;
import outlayer.quirky.QuirkyRow;

/** Examples in the words of a template set. */
record QuirkyExamples(Decoder decoder, ExampleWriter writer) implements RowExamples {

    /** The base question of a table's row. */
    interface Decoder extends Serializable {

        QuirkyRow of(Row row);
    }

    @Override
    public List<Example> of(Row row, double quantile) {
        QuirkyRow question = decoder.of(row);
        return write(question, writer.candidates(question, quantile));
    }

    /** The same for rows that say of which split they are. */
    RowExamples among(SourceSplits splits) {
        return (row, quantile) -> {
            QuirkyRow question = decoder.of(row);
            int split = row.<Integer>getAs(SourceSplits.COLUMN);
            return write(question, writer.candidates(question, quantile, splits.parts(split)));
        };
    }

    private List<Example> write(QuirkyRow question, List<Candidate> candidates) {
        return candidates.stream()
                .map(candidate -> writer.write(question, candidate))
                .toList();
    }
}
