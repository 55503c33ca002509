package outlayer.detector;

import outlayer.linalg.SparseRows;

/** How often each latent of sparse rows is active, its mean and its population variance, zeros counted. */
final class LatentMoments {

    private final double[] active;
    private final double[] mean;
    private final double[] variance;

    private LatentMoments(int latents) {
        this.active = new double[latents];
        this.mean = new double[latents];
        this.variance = new double[latents];
    }

    /**
     * In two passes, so that latents that hardly vary keep their digits.
     *
     * @throws NotApplicableException where no latent is active in any row
     */
    static LatentMoments of(SparseRows trusted) {
        check(trusted, trusted.cols());
        LatentMoments moments = new LatentMoments(trusted.cols());
        int n = trusted.rows();
        int numbers = 0;
        for (int at = 0; at < trusted.indices().length; at++) {
            int latent = trusted.indices()[at];
            float value = trusted.values()[at];
            if (latent != SparseRows.NONE && value != 0) {
                moments.active[latent]++;
                moments.mean[latent] += value / (double) n;
                numbers++;
            }
        }
        if (numbers == 0) {
            throw new NotApplicableException("no latent is active over trusted prompts");
        }
        moments.addVariances(trusted);
        return moments;
    }

    private void addVariances(SparseRows trusted) {
        int n = trusted.rows();
        for (int at = 0; at < trusted.indices().length; at++) {
            int latent = trusted.indices()[at];
            float value = trusted.values()[at];
            if (latent != SparseRows.NONE && value != 0) {
                double centred = value - mean[latent];
                variance[latent] += centred * centred / n;
            }
        }
        for (int j = 0; j < mean.length; j++) {
            variance[j] += (n - active[j]) / n * mean[j] * mean[j];
        }
    }

    /** [latents]. */
    double[] active() {
        return active;
    }

    /** [latents]. */
    double[] mean() {
        return mean;
    }

    /** [latents]. */
    double[] variance() {
        return variance;
    }

    /** Whether rows come from the autoencoder that a detector was fitted to, and are finite numbers. */
    static void check(SparseRows x, int latents) {
        if (x.cols() != latents) {
            throw new IllegalArgumentException(
                    "Rows have %d latents, expected %d; was the fit made with another autoencoder?"
                            .formatted(x.cols(), latents));
        }
        for (int at = 0; at < x.values().length; at++) {
            if (!Float.isFinite(x.values()[at])) {
                throw new IllegalArgumentException("Latent %d of row %d is %s; such rows are left out"
                        .formatted(x.indices()[at], at / x.k(), x.values()[at]));
            }
        }
    }
}
