package outlayer.jobs.flag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.evaluate.ScoreColumn;
import outlayer.evaluate.ScoreKey;
import outlayer.flag.CalibratedLayer;
import outlayer.flag.LayerEvidence;

/** Which layers made a score over layers as large as it is: those that find the example strangest by their own calibration scores. */
final class DriverLayers {

    /** How many are named. */
    private static final int MOST = 3;

    private final Map<ScoreKey, CalibratedLayer> layers = new LinkedHashMap<>();
    private final Map<String, List<String>> ensembles;

    /**
     * From calibration scores by key.
     *
     * @param ensembles features by the name of what they form together
     */
    DriverLayers(Map<ScoreKey, double[]> calibration, Map<String, List<String>> ensembles) {
        this.ensembles = ensembles;
        calibration.forEach((key, scores) -> {
            if (key.isLayer() && scores.length > 0) {
                layers.put(key, CalibratedLayer.of(key.layer(), scores));
            }
        });
    }

    /**
     * The strangest first; empty where the score is not one over layers.
     *
     * @param columns all of the example's shard
     * @param example its row there
     */
    List<LayerEvidence> of(ScoreKey key, List<ScoreColumn> columns, int example) {
        List<LayerEvidence> evidence = new ArrayList<>();
        if (!key.layer().equals(ScoreKey.AGGREGATE)) {
            return evidence;
        }
        for (ScoreColumn column : columns) {
            double[] scores = column.scores();
            CalibratedLayer layer = layers.get(column.key());
            if (layer != null && scores != null && isBehind(column.key(), key) && !Double.isNaN(scores[example])) {
                LayerEvidence one = layer.of(scores[example]);
                evidence.add(
                        ensembles.containsKey(key.feature())
                                ? new LayerEvidence(column.key().feature() + "/" + one.layer(), one.p(), one.z())
                                : one);
            }
        }
        return LayerEvidence.strongest(evidence, MOST);
    }

    private boolean isBehind(ScoreKey layer, ScoreKey aggregate) {
        List<String> members = ensembles.getOrDefault(aggregate.feature(), List.of(aggregate.feature()));
        return members.contains(layer.feature())
                && layer.of(aggregate.feature()).series().equals(aggregate.series());
    }
}
