package outlayer.detector;

import outlayer.linalg.Arithmetic;
import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.stats.BodnarShrinkage;
import outlayer.stats.Gaussian;
import outlayer.stats.NormalDensity;
import outlayer.stats.Spectrum;

/**
 * The directions along which trusted and unlabelled vectors are compared as two normal distributions: the eigenvectors with a variance
 * above 1e-5 of whichever covariance has fewer of them, as published (METHODS.md section 4), the trusted one where both have as many; B
 * [r, d]. Coordinates are y = B (x - mu), mu the trusted mean. Both covariances are shrunk there (see {@link BodnarShrinkage}).
 */
final class SharedSubspace {

    /** Pairs below this share of the largest eigenvalue are rounding. */
    static final double CUTOFF = 1e-9;

    private static final double LEAST_VARIANCE = 1e-5;

    /** What is left of the trusted variance along directions that it does not have; the rest is rounding. */
    private static final double LEAST_SHARE = 1e-18;

    private final double[] origin;
    private final Matrix basis;
    private final NormalDensity trusted;
    private final NormalDensity unlabelled;

    private SharedSubspace(double[] origin, Matrix basis, NormalDensity trusted, NormalDensity unlabelled) {
        this.origin = origin;
        this.basis = basis;
        this.trusted = trusted;
        this.unlabelled = unlabelled;
    }

    /**
     * Of that layer.
     *
     * @throws NotApplicableException where either kind of vectors does not vary enough
     */
    static SharedSubspace of(LayerVectors layer) {
        Gaussian trusted = layer.gaussian();
        Variance.check(trusted);
        Gaussian unlabelled = Gaussian.of(Unlabelled.varying(layer), CUTOFF);
        Matrix basis = basis(trusted.spectrum(), unlabelled.spectrum());
        double[] offset = new double[trusted.dimension()];
        for (int j = 0; j < offset.length; j++) {
            offset[j] = unlabelled.mean()[j] - trusted.mean()[j];
        }
        double[] mean = Blas.productTransposed(Matrix.of(1, offset.length, offset), basis)
                .values();
        return new SharedSubspace(
                trusted.mean(),
                basis,
                new NormalDensity(new double[basis.rows()], covariance(trusted, basis)),
                new NormalDensity(mean, covariance(unlabelled, basis)));
    }

    NormalDensity trusted() {
        return trusted;
    }

    NormalDensity unlabelled() {
        return unlabelled;
    }

    /** The coordinates y [n, r] of x [n, d]. */
    Matrix coordinates(Matrix x) {
        return Projection.of(origin, basis, Arithmetic.FLOAT64).of(x);
    }

    /** What a {@link LikelihoodRatio} of {@code other}, in these coordinates, to the trusted density keeps. */
    Parameters ratio(NormalDensity other) {
        double[] mean =
                Blas.product(Matrix.of(1, basis.rows(), other.mean()), basis).values();
        for (int j = 0; j < mean.length; j++) {
            mean[j] += origin[j];
        }
        return LikelihoodRatio.parameters(
                mean,
                Blas.product(other.whitening(), basis),
                origin,
                Blas.product(trusted.whitening(), basis),
                trusted.logDeterminant() - other.logDeterminant());
    }

    private static Matrix basis(Spectrum trusted, Spectrum unlabelled) {
        int ofTrusted = rank(trusted);
        int ofUnlabelled = rank(unlabelled);
        int rank = Math.min(ofTrusted, ofUnlabelled);
        if (rank == 0) {
            throw new NotApplicableException(
                    "the layer varies by more than %s along %d directions over trusted prompts and %d over unlabelled ones"
                            .formatted(Scientific.of(LEAST_VARIANCE), ofTrusted, ofUnlabelled));
        }
        Matrix vectors = (ofTrusted <= ofUnlabelled ? trusted : unlabelled).vectors();
        Matrix basis = Matrix.zeros(rank, vectors.cols());
        System.arraycopy(vectors.values(), 0, basis.values(), 0, basis.values().length);
        return basis;
    }

    private static int rank(Spectrum spectrum) {
        int rank = 0;
        while (rank < spectrum.values().length && spectrum.values()[rank] > LEAST_VARIANCE) {
            rank++;
        }
        return rank;
    }

    /** B C B^T, shrunk, by the eigenpairs of C: B C B^T = P P^T with P = B V diag(lambda^1/2). */
    private static Matrix covariance(Gaussian gaussian, Matrix basis) {
        double[] values = gaussian.spectrum().values();
        Matrix p = Blas.productTransposed(basis, gaussian.spectrum().vectors());
        for (int i = 0; i < p.values().length; i++) {
            p.values()[i] *= Math.sqrt(values[i % values.length]);
        }
        Matrix covariance = Blas.productTransposed(p, p);
        BodnarShrinkage shrinkage = BodnarShrinkage.of(covariance, (double) gaussian.n());
        if (!(shrinkage.meanVariance() > LEAST_SHARE * values[0])) {
            throw new NotApplicableException("trusted and unlabelled vectors vary along different directions");
        }
        return shrinkage.shrink(covariance);
    }
}
