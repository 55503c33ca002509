package outlayer.jobs.bench;

import java.util.List;
import java.util.Locale;
import outlayer.detector.LabelledRows;
import outlayer.detector.LayerVectors;
import outlayer.detector.LofMethod;
import outlayer.detector.Parameters;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.NativeMatrix;
import outlayer.stats.Gaussian;

/** Local outlier factor, fit and scores together, against the one product of all vectors with the trusted ones that it needs. */
final class NeighboursBenchmark {

    private static final int K = 20;

    private final Sizes sizes;

    NeighboursBenchmark(Sizes sizes) {
        this.sizes = sizes;
    }

    Result lof() {
        int d = sizes.square().d();
        int n = sizes.trusted();
        int m = n / 2;
        double operations = 2e-9 * (n + m) * d * n;
        Matrix trusted = Matrix.of(n, d, Noise.numbers(n * d, 1));
        Matrix test = Matrix.of(m, d, Noise.numbers(m * d, 2));
        LofMethod method = new LofMethod(K);
        try (NativeMatrix all = Noise.matrix(n + m, d, 3, Arithmetic.FLOAT32);
                NativeMatrix points = Noise.matrix(n, d, 4, Arithmetic.FLOAT32);
                NativeMatrix products = NativeMatrix.allocate(n + m, n, Arithmetic.FLOAT32)) {
            Interleaved timed = Interleaved.time(
                    sizes.repetitions(),
                    () -> {
                        Parameters fitted = method.fit(new Trusted(trusted));
                        method.detector(fitted, Arithmetic.FLOAT32).score(test);
                    },
                    () -> Blas.multiplyTransposed(all, n + m, points, products));
            return new Result(
                    "lof",
                    "trusted=" + n + " test=" + m + " d=" + d + " k=" + K,
                    "float32",
                    1,
                    timed.ours(),
                    operations,
                    "GF/s",
                    new Result.Floor("sgemm of all distances", operations / Stopwatch.best(timed.theirs())),
                    List.of(Requirement.atMost(2, "times sgemm", 1 / timed.ratio())),
                    String.format(Locale.ROOT, "fit and scores; sgemm: %.2f s", Stopwatch.best(timed.theirs())));
        }
    }

    /** A layer of which only trusted vectors are asked. */
    private record Trusted(Matrix trusted) implements LayerVectors {

        @Override
        public int dimension() {
            return trusted.cols();
        }

        @Override
        public Gaussian gaussian() {
            throw new IllegalStateException("Nobody fitted a Gaussian");
        }

        @Override
        public Matrix unlabelled() {
            throw new IllegalStateException("There are no unlabelled vectors");
        }

        @Override
        public LabelledRows labelled() {
            throw new IllegalStateException("There are no labels");
        }
    }
}
