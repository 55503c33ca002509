package outlayer.feature;

import java.util.Map;

/** What a batch gave: log-odds of each prompt, or none where they were not asked for, and the vectors of each kind by name. */
final class BatchResult {

    private final double[] logOdds;
    private final Map<String, BatchVectors> vectors;

    BatchResult(double[] logOdds, Map<String, BatchVectors> vectors) {
        this.logOdds = logOdds;
        this.vectors = vectors;
    }

    double[] logOdds() {
        return logOdds;
    }

    Map<String, BatchVectors> vectors() {
        return vectors;
    }
}
