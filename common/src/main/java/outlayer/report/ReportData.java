package outlayer.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import outlayer.evaluate.AnswersRow;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.ComparisonRow;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.SeparationRow;
import outlayer.quirky.DataCard;

/**
 * Everything that a report says, in the order in which it says it; equal data give equal bytes.
 *
 * @param settings the resolved settings of the run, as text
 * @param provenance what the numbers rest on: seed, code version, fingerprints; kept sorted by key
 * @param curves of what the run trained, in the order in which it did; empty where it trained nothing
 * @param answers empty where the log-odds of single examples were not summed up
 * @param cells what stands behind single AUCs, asked for group by group
 * @param warnings what a reader must know before trusting a number: quarantined rows, layers without variance
 */
public record ReportData(
        String runId,
        String title,
        String settings,
        Map<String, String> provenance,
        List<AucRow> auc,
        List<QuirkinessRow> quirkiness,
        List<SeparationRow> separation,
        List<ComparisonRow> comparisons,
        List<TrainedCurve> curves,
        List<DataCard> dataCards,
        List<String> warnings,
        List<StageTiming> timings,
        List<AnswersRow> answers,
        CellSource cells) {

    public ReportData {
        provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
        auc = List.copyOf(auc);
        quirkiness = List.copyOf(quirkiness);
        separation = List.copyOf(separation);
        comparisons = List.copyOf(comparisons);
        curves = List.copyOf(curves);
        dataCards = List.copyOf(dataCards);
        warnings = List.copyOf(warnings);
        timings = List.copyOf(timings);
        answers = List.copyOf(answers);
    }
}
