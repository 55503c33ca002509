package outlayer.report;

import java.util.List;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.ComparisonRow;
import outlayer.evaluate.QuirkinessRow;

/**
 * Everything that a report says; equal data give equal bytes.
 *
 * @param cells what stands behind single AUCs, asked for group by group
 */
public record ReportData(RunFacts facts, ResultRows rows, CellSource cells) {

    public List<AucRow> auc() {
        return rows.of(AucRow.class);
    }

    public List<QuirkinessRow> quirkiness() {
        return rows.of(QuirkinessRow.class);
    }

    public List<ComparisonRow> comparisons() {
        return rows.of(ComparisonRow.class);
    }
}
