package outlayer.jobs.score;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import outlayer.detector.GaussianMethod;
import outlayer.detector.JointMethod;
import outlayer.detector.Method;
import outlayer.detector.NotApplicableException;
import outlayer.detector.RowsMethod;
import outlayer.detector.SparseMethod;
import outlayer.evaluate.ScoreColumn;
import outlayer.evaluate.ScoreKey;
import outlayer.jobs.fit.LayerFit;
import outlayer.jobs.table.GaussianFile;
import outlayer.jobs.table.ParametersFile;
import outlayer.jobs.table.Score;
import outlayer.linalg.Arithmetic;
import outlayer.stats.Gaussian;

/** Scores one layer of one shard by one detector after another; the vectors and the Gaussian that several stand on are read once. */
final class LayerScoring {

    private final String feature;
    private final ShardVectors vectors;
    private final Arithmetic arithmetic;
    private @Nullable Gaussian gaussian;

    LayerScoring(String feature, ShardVectors vectors, Arithmetic arithmetic) {
        this.feature = feature;
        this.vectors = vectors;
        this.arithmetic = arithmetic;
    }

    /** One score for each example of the shard; none, with a note, where the layer gives the detector nothing to work on. */
    ScoreColumn score(LayerFit fit) {
        Method method = fit.method();
        ScoreKey key = ScoreKey.of(
                feature, method.name(), method.params(), method.mode().key(), Score.layerName(fit.layer()));
        try {
            double[] scores = present(fit);
            if (scores.length != vectors.rows().length) {
                throw new IllegalArgumentException("Detector " + key + " gave " + scores.length + " scores of "
                        + vectors.rows().length + " vectors, expected one each");
            }
            double[] all = new double[vectors.examples()];
            Arrays.fill(all, Double.NaN);
            for (int i = 0; i < scores.length; i++) {
                all[vectors.rows()[i]] = scores[i];
            }
            return ScoreColumn.of(key, all, "");
        } catch (NotApplicableException e) {
            return ScoreColumn.notApplicable(key, String.valueOf(e.getMessage()));
        }
    }

    private double[] present(LayerFit fit) {
        Method method = fit.method();
        if (method instanceof GaussianMethod ofGaussian) {
            return ofGaussian.detector(gaussian(fit), arithmetic).score(vectors.dense());
        }
        if (method instanceof RowsMethod rows) {
            return rows.detector(ParametersFile.read(fit.file()), arithmetic).score(vectors.dense());
        }
        if (method instanceof JointMethod joint) {
            return joint.detector(ParametersFile.read(fit.file()), arithmetic).score(vectors.dense());
        }
        return ((SparseMethod) method).detector(ParametersFile.read(fit.file())).score(vectors.sparse());
    }

    private Gaussian gaussian(LayerFit fit) {
        if (gaussian == null) {
            gaussian = GaussianFile.read(fit.file());
        }
        return gaussian;
    }
}
