package outlayer.jobs.mllib;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.param.Param;
import outlayer.detector.IsolationForestMethod;
import outlayer.detector.Method;
import outlayer.jobs.settings.NamedMethod;
import outlayer.quirky.ContentHash;

/** From the parameters of a stage to its detector. */
final class Methods {

    /**
     * Those that fit to the vectors of one layer and score each vector by itself. Left out are lof-batch, whose scores depend on the order
     * of rows, gaussian-mixture, which fits to all layers at once, those of sparse vectors, and linear-probe, for which MLlib has
     * LogisticRegression.
     */
    static final List<String> NAMES = List.of(
            "mahalanobis",
            "mahalanobis-relative",
            "mahalanobis-diagonal",
            "mahalanobis-pca",
            "mahalanobis-shrunk",
            "lof",
            "knn",
            "isolation-forest",
            "laplace",
            "value",
            "quantum-entropy",
            "likelihood-ratio",
            "spectral-signature");

    private Methods() {}

    /** With the parameters that were set, each of which the detector must have. */
    static Method of(DetectorParams stage) {
        Map<String, Object> set = new TreeMap<>();
        for (Param<?> param : stage.paramSet().ofDetectors()) {
            if (stage.isSet(param)) {
                set.put(param.name(), stage.getOrDefault(param));
            }
        }
        return NamedMethod.of(stage.getOrDefault(stage.detector()), set);
    }

    /** Forests of different groups are grown from different seeds. */
    static Method seeded(Method method, long seed, String group) {
        return method instanceof IsolationForestMethod forest
                ? new IsolationForestMethod(
                        forest.trees(), forest.sample(), ContentHash.of(Long.toString(seed), group, forest.params()))
                : method;
    }
}
