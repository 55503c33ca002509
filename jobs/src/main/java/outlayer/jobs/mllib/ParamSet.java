package outlayer.jobs.mllib;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import outlayer.linalg.Arithmetic;

/** The parameters of one estimator or model, which owns them, each with its range and its defaults. */
final class ParamSet implements Serializable {

    final Param<String> detector;
    final DoubleParam rcond;
    final IntParam k;
    final Param<String> distance;
    final IntParam components;
    final IntParam trees;
    final IntParam sample;
    final DoubleParam alpha;
    final Param<String> sign;
    final LongParam seed;
    final IntParam maxRows;
    final Param<String> arithmetic;
    final Param<String> featuresCol;
    final StringArrayParam groupCols;
    final Param<String> trustedCol;
    final Param<String> scoreCol;
    final Param<String> handleInvalid;

    /** The owner must have its uid already. */
    ParamSet(Params owner) {
        detector = choice(owner, "detector", "which detector: " + String.join(", ", Methods.NAMES), Methods.NAMES);
        rcond = new DoubleParam(
                owner,
                "rcond",
                "of mahalanobis, -relative, -diagonal and quantum-entropy: eigenvalues up to this share of the largest are"
                        + " left out (default: 1e-3)",
                ParamValidators.inRange(0, 1, false, false));
        k = count(owner, "k", "of lof and knn: how many neighbours (default: 20)", 1);
        distance = choice(
                owner,
                "distance",
                "of knn: the distance to the kth neighbour, or the mean of all (default: kth)",
                List.of("kth", "mean"));
        components = count(
                owner, "components", "of mahalanobis-pca: how many directions of largest variance (default: 10)", 1);
        trees = count(owner, "trees", "of isolation-forest: how many trees (default: 20)", 1);
        sample = count(owner, "sample", "of isolation-forest: vectors that a tree is grown on (default: 256)", 2);
        alpha = new DoubleParam(
                owner, "alpha", "of quantum-entropy: its exponent (default: 4)", ParamValidators.gtEq(0));
        sign = choice(
                owner,
                "sign",
                "of laplace: larger is stranger, or the other way round as published (default: correct)",
                List.of("correct", "published"));
        seed = new LongParam(owner, "seed", "of isolation-forest, with the group's key");
        maxRows = count(
                owner,
                "maxRows",
                "vectors of a group that a fit has in memory, but for the mahalanobis family, which has none; of more,"
                        + " those with the smallest hashes",
                2);
        arithmetic = choice(
                owner,
                "arithmetic",
                "of the large products of scoring: float64 or float32",
                List.of(Arithmetic.FLOAT64.key(), Arithmetic.FLOAT32.key()));
        featuresCol = new Param<>(owner, "featuresCol", "the vectors: vector, array<double> or array<float>");
        groupCols = new StringArrayParam(
                owner, "groupCols", "each combination of values of these columns has a fit of its own; none: one fit");
        trustedCol = new Param<>(
                owner,
                "trustedCol",
                "true (or not 0) where a vector is trusted; the others are what offline detectors see without labels."
                        + " Not set: all are trusted");
        scoreCol = new Param<>(owner, "scoreCol", "where the anomaly score goes; larger is stranger");
        handleInvalid = choice(
                owner,
                "handleInvalid",
                "rows that cannot be scored (no vector, NaN, a group without a fit): keep them with a score of null, skip"
                        + " them, or stop with an error. keep and skip leave such vectors out of fits",
                Invalid.names());
        owner.setDefault(detector, "mahalanobis");
        owner.setDefault(seed, 0L);
        owner.setDefault(maxRows, 10_000);
        owner.setDefault(arithmetic, Arithmetic.FLOAT64.key());
        owner.setDefault(featuresCol, "features");
        owner.setDefault(groupCols, new String[0]);
        owner.setDefault(scoreCol, "anomalyScore");
        owner.setDefault(handleInvalid, Invalid.KEEP.key());
    }

    /** Those that a detector may have; which of them it has is its own affair. */
    List<Param<?>> ofDetectors() {
        return List.of(rcond, k, distance, components, trees, sample, alpha, sign);
    }

    private static IntParam count(Params owner, String name, String doc, int least) {
        return new IntParam(owner, name, doc, ParamValidators.gtEq(least));
    }

    private static Param<String> choice(Params owner, String name, String doc, List<String> values) {
        return new Param<>(owner, name, doc, ParamValidators.inArray(values));
    }
}
