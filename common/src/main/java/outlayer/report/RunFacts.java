package outlayer.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import outlayer.quirky.DataCard;

/**
 * What a report says of the run itself, beside its results.
 *
 * @param settings the resolved settings, as text
 * @param provenance what the numbers rest on: seed, code version, fingerprints; kept sorted by key
 * @param warnings what a reader must know before trusting a number: quarantined rows, layers without variance
 */
public record RunFacts(
        String runId,
        String title,
        String settings,
        Map<String, String> provenance,
        List<DataCard> dataCards,
        List<String> warnings,
        List<StageTiming> timings) {

    /** In the provenance: the part whose vectors offline detectors saw without labels. */
    public static final String UNLABELLED = "unlabelled part";

    public RunFacts {
        provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
        dataCards = List.copyOf(dataCards);
        warnings = List.copyOf(warnings);
        timings = List.copyOf(timings);
    }

    /** Of a run of which nothing else is known. */
    public static RunFacts named(String runId, String title) {
        return new RunFacts(runId, title, "", Map.of(), List.of(), List.of(), List.of());
    }
}
