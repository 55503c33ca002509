package outlayer.jobs.bench;

import java.util.List;
import java.util.Locale;
import outlayer.detector.Mahalanobis;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.NativeMatrix;
import outlayer.stats.Gaussian;
import outlayer.stats.Spectrum;

/** Scores blocks of vectors by their Mahalanobis distance, one thread; the product of the same shape and precision is the floor. */
final class ScoringBenchmark {

    private static final int BLOCK_ROWS = 1024;
    private static final double RCOND = 1e-5;

    private final Sizes sizes;

    ScoringBenchmark(Sizes sizes) {
        this.sizes = sizes;
    }

    Result partialRank() {
        return run("scoring-partial-rank", sizes.rank(), Arithmetic.FLOAT64);
    }

    Result fullRank() {
        return run("scoring-full-rank", sizes.square().d(), Arithmetic.FLOAT64);
    }

    /** As many directions as there are trusted vectors. */
    Result floats() {
        return run("scoring-float32", sizes.trusted(), Arithmetic.FLOAT32);
    }

    private Result run(String name, int rank, Arithmetic arithmetic) {
        int d = sizes.square().d();
        double operations = 2e-9 * BLOCK_ROWS * d * rank;
        String product = arithmetic == Arithmetic.FLOAT32 ? "sgemm" : "dgemm";
        Matrix block = Matrix.of(BLOCK_ROWS, d, Noise.numbers(BLOCK_ROWS * d, 1));
        Mahalanobis detector = detector(rank, d, arithmetic);
        try (NativeMatrix x = Noise.matrix(BLOCK_ROWS, d, 3, arithmetic);
                NativeMatrix v = Noise.matrix(rank, d, 4, arithmetic);
                NativeMatrix z = NativeMatrix.allocate(BLOCK_ROWS, rank, arithmetic)) {
            Interleaved timed = Interleaved.time(
                    sizes.repetitions(),
                    () -> detector.score(block),
                    () -> Blas.multiplyTransposed(x, BLOCK_ROWS, v, z));
            return new Result(
                    name,
                    "rows=" + BLOCK_ROWS + " d=" + d + " rank=" + rank,
                    arithmetic.key(),
                    1,
                    timed.ours(),
                    operations,
                    "GF/s",
                    new Result.Floor(product + " of the same shape", operations / Stopwatch.best(timed.theirs())),
                    List.of(Requirement.atLeast(0.5, "of " + product, timed.ratio())),
                    String.format(Locale.ROOT, "%s: %.3f s", product, Stopwatch.best(timed.theirs())));
        }
    }

    /** The vectors need not be orthogonal to be multiplied by. */
    private static Mahalanobis detector(int rank, int d, Arithmetic arithmetic) {
        double[] values = new double[rank];
        for (int i = 0; i < rank; i++) {
            values[i] = 1.0 / (1 + i);
        }
        Spectrum spectrum = Spectrum.of(0, rank, values, Matrix.of(rank, d, Noise.numbers(rank * d, 2)));
        Gaussian gaussian = new Gaussian(2L * d, new double[d], new double[d], spectrum);
        Mahalanobis detector = Mahalanobis.of(gaussian, RCOND, arithmetic);
        if (detector.rank() != rank) {
            throw new IllegalStateException("The detector has rank " + detector.rank() + ", expected " + rank);
        }
        return detector;
    }
}
