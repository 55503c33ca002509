package outlayer.jobs.mllib;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;

/** Gives rows one by one, with a change that is made to many at a time. */
final class RowBlocks implements Iterator<Row> {

    private static final int ROWS = 1024;

    private final Iterator<Row> rows;
    private final UnaryOperator<List<Row>> change;
    private Iterator<Row> changed = Collections.emptyIterator();

    RowBlocks(Iterator<Row> rows, UnaryOperator<List<Row>> change) {
        this.rows = rows;
        this.change = change;
    }

    @Override
    public boolean hasNext() {
        while (!changed.hasNext() && rows.hasNext()) {
            List<Row> block = new ArrayList<>();
            while (block.size() < ROWS && rows.hasNext()) {
                block.add(rows.next());
            }
            changed = change.apply(block).iterator();
        }
        return changed.hasNext();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException("All rows were given");
        }
        return changed.next();
    }
}
