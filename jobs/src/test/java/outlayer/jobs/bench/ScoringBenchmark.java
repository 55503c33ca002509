package outlayer.jobs.bench;

import java.util.List;
import outlayer.detector.Mahalanobis;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.NativeMatrix;
import outlayer.stats.Gaussian;
import outlayer.stats.Spectrum;

/** Scores blocks of vectors by their Mahalanobis distance, one thread; dgemm of the same shape is the floor. */
final class ScoringBenchmark {

    private static final int BLOCK_ROWS = 1024;
    private static final double RCOND = 1e-5;

    private final Sizes sizes;

    ScoringBenchmark(Sizes sizes) {
        this.sizes = sizes;
    }

    Result partialRank() {
        return run("scoring-partial-rank", sizes.rank());
    }

    Result fullRank() {
        return run("scoring-full-rank", sizes.square().d());
    }

    private Result run(String name, int rank) {
        int d = sizes.square().d();
        double operations = 2e-9 * BLOCK_ROWS * d * rank;
        Matrix block = Matrix.of(BLOCK_ROWS, d, Noise.numbers(BLOCK_ROWS * d, 1));
        Mahalanobis detector = detector(rank, d);
        List<Double> seconds = Stopwatch.seconds(sizes.repetitions(), () -> detector.score(block));
        double product = operations / productSeconds(rank, d);
        return new Result(
                name,
                "rows=" + BLOCK_ROWS + " d=" + d + " rank=" + rank,
                "float64",
                1,
                seconds,
                operations,
                "GF/s",
                new Result.Floor("dgemm of the same shape", product),
                List.of(Requirement.atLeast(0.5, "of dgemm", operations / Stopwatch.best(seconds) / product)),
                "");
    }

    /** The vectors need not be orthogonal to be multiplied by. */
    private static Mahalanobis detector(int rank, int d) {
        double[] values = new double[rank];
        for (int i = 0; i < rank; i++) {
            values[i] = 1.0 / (1 + i);
        }
        Spectrum spectrum = Spectrum.of(0, rank, values, Matrix.of(rank, d, Noise.numbers(rank * d, 2)));
        Mahalanobis detector =
                Mahalanobis.of(new Gaussian(2L * d, new double[d], new double[d], spectrum), RCOND, Arithmetic.FLOAT64);
        if (detector.rank() != rank) {
            throw new IllegalStateException("The detector has rank " + detector.rank() + ", expected " + rank);
        }
        return detector;
    }

    private double productSeconds(int rank, int d) {
        try (NativeMatrix x = Noise.matrix(BLOCK_ROWS, d, 3);
                NativeMatrix v = Noise.matrix(rank, d, 4);
                NativeMatrix product = NativeMatrix.allocate(BLOCK_ROWS, rank)) {
            return Stopwatch.best(sizes.repetitions(), () -> Blas.multiplyTransposed(x, BLOCK_ROWS, v, product));
        }
    }
}
