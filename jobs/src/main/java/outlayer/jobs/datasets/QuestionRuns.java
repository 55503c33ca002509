package outlayer.jobs.datasets;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Neighbouring rows of one question, question after question. */
final class QuestionRuns implements Iterator<List<Row>> {

    private final Iterator<Row> rows;
    private @Nullable Row next;

    QuestionRuns(Iterator<Row> rows) {
        this.rows = rows;
        this.next = rows.hasNext() ? rows.next() : null;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public List<Row> next() {
        Row first = next;
        if (first == null) {
            throw new NoSuchElementException("The last question was given");
        }
        List<Row> run = new ArrayList<>(2);
        Row row = first;
        while (row != null && question(row).equals(question(first))) {
            run.add(row);
            row = rows.hasNext() ? rows.next() : null;
        }
        next = row;
        return run;
    }

    private static String question(Row row) {
        return row.getAs(QuestionTable.QUESTION);
    }
}
