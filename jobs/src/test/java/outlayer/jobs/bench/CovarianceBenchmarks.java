package outlayer.jobs.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.mllib.linalg.Matrix;
import org.apache.spark.sql.SparkSession;
import outlayer.stats.Moments;

/** Covariances from the wide table against MLlib's, and against the speed of dsyrk. */
final class CovarianceBenchmarks {

    private static final String DTYPE = "float64";
    private static final int THREADS = 2;
    private static final int MLLIB_REPETITIONS = 2;
    private static final int ALL_LAYERS_REPETITIONS = 3;

    /** Rounding: both sum n products of numbers up to 300. */
    private static final double TOLERANCE = 1e-10;

    private final SparkSession spark;
    private final Path out;
    private final Sizes sizes;
    private final Map<TableShape, Double> peaks = new HashMap<>();
    private final Map<TableShape, Baseline> baselines = new HashMap<>();

    /**
     * MLlib on one layer.
     *
     * @param difference between its covariance and ours, relative, in the Frobenius norm
     */
    private record Baseline(double seconds, double difference) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "MLlib: %.2f s a layer, rows cached, %s; covariances agree to %.1e",
                    seconds,
                    MllibCovariance.blas(),
                    difference);
        }
    }

    CovarianceBenchmarks(SparkSession spark, Path out, Sizes sizes) {
        this.spark = spark;
        this.out = out;
        this.sizes = sizes;
    }

    Result tall() {
        return oneLayer("covariance-tall", sizes.tall(), 8);
    }

    Result square() {
        return oneLayer("covariance-square", sizes.square(), 12);
    }

    private Result oneLayer(String name, TableShape shape, double required) {
        SyntheticTable table = table(shape);
        LayerCovariance ours = ours(table);
        int layer = shape.layers() / 2;
        Baseline theirs = baseline(table);
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < sizes.repetitions(); i++) {
            seconds.addAll(Stopwatch.seconds(1, () -> ours.layer(layer)));
            ours.forget();
        }
        return result(
                name,
                shape,
                seconds,
                1,
                List.of(Requirement.atLeast(
                        required, "times MLlib's computeCovariance", theirs.seconds() / Stopwatch.best(seconds))),
                "tasks: " + ours.tasksPerLayer() + "; " + theirs);
    }

    Result allLayers() {
        TableShape shape = sizes.square();
        SyntheticTable table = table(shape);
        LayerCovariance ours = ours(table);
        Baseline theirs = baseline(table);
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < Math.min(ALL_LAYERS_REPETITIONS, sizes.repetitions()); i++) {
            seconds.addAll(Stopwatch.seconds(1, ours::allLayers));
            ours.forget();
        }
        double perLayer = Stopwatch.best(seconds) / shape.layers();
        return result(
                "covariance-all-layers",
                shape,
                seconds,
                shape.layers(),
                List.of(
                        Requirement.atLeast(
                                25, "times MLlib's computeCovariance, per layer", theirs.seconds() / perLayer),
                        Requirement.atLeast(
                                0.45, "of two-core dsyrk", shape.scatterOperations() / perLayer / peak(shape))),
                String.format(Locale.ROOT, "%.3f s a layer; ", perLayer) + theirs);
    }

    private Result result(
            String name,
            TableShape shape,
            List<Double> seconds,
            int layers,
            List<Requirement> requirements,
            String remark) {
        return new Result(
                name,
                shape.toString(),
                DTYPE,
                THREADS,
                seconds,
                layers * shape.scatterOperations(),
                "GF/s",
                new Result.Floor("dsyrk in memory, 2 threads", peak(shape)),
                requirements,
                remark);
    }

    private double peak(TableShape shape) {
        return peaks.computeIfAbsent(shape, ScatterPeak::measure);
    }

    /** MLlib's best time; it must find the covariance that we find. */
    private Baseline baseline(SyntheticTable table) {
        Baseline known = baselines.get(table.shape());
        if (known != null) {
            return known;
        }
        int layer = table.shape().layers() / 2;
        Baseline measured;
        try (MllibCovariance theirs = new MllibCovariance(spark, table, layer)) {
            Matrix[] found = new Matrix[1];
            double seconds = Stopwatch.best(MLLIB_REPETITIONS, () -> found[0] = theirs.compute());
            LayerCovariance ours = ours(table);
            measured = new Baseline(seconds, difference(ours.layer(layer), found[0]));
            ours.forget();
        }
        baselines.put(table.shape(), measured);
        return measured;
    }

    private static double difference(Moments ours, Matrix theirs) {
        double[] expected = theirs.toArray();
        double[] found = ours.packedScatter();
        int d = ours.dimension();
        double difference = 0;
        double size = 0;
        for (int i = 0, at = 0; i < d; i++) {
            for (int j = i; j < d; j++, at++) {
                double e = expected[i * d + j];
                difference += Math.pow(found[at] / (ours.n() - 1) - e, 2);
                size += e * e;
            }
        }
        double relative = Math.sqrt(difference / size);
        if (!(relative < TOLERANCE)) {
            throw new IllegalStateException(
                    "Our covariance differs from MLlib's by " + relative + ", expected below " + TOLERANCE);
        }
        return relative;
    }

    private SyntheticTable table(TableShape shape) {
        return SyntheticTable.of(spark, out.resolve("data"), shape);
    }

    private LayerCovariance ours(SyntheticTable table) {
        LayerCovariance ours = new LayerCovariance(spark, out.resolve("scratch"), table);
        ours.forget();
        return ours;
    }
}
