package outlayer.detector;

import outlayer.linalg.SparseRows;

/** The number of active latents of a sparse autoencoder that were never active over trusted prompts (METHODS.md section 4). */
public record SaeL0Method() implements SparseMethod {

    private static final String SEEN = "seen";

    @Override
    public String name() {
        return "sae-l0";
    }

    @Override
    public String params() {
        return "";
    }

    @Override
    public Mode mode() {
        return Mode.ONLINE;
    }

    @Override
    public Parameters fit(SparseRows trusted) {
        return Parameters.none().and(SEEN, LatentMoments.of(trusted).active());
    }

    @Override
    public SparseDetector detector(Parameters fitted) {
        return new UnseenLatents(fitted.numbers(SEEN));
    }

    private static final class UnseenLatents implements SparseDetector {

        /** How often each latent was active, [latents]. */
        private final double[] seen;

        UnseenLatents(double[] seen) {
            this.seen = seen;
        }

        @Override
        public double[] score(SparseRows x) {
            LatentMoments.check(x, seen.length);
            double[] scores = new double[x.rows()];
            for (int at = 0; at < x.indices().length; at++) {
                int latent = x.indices()[at];
                if (latent != SparseRows.NONE && x.values()[at] != 0 && seen[latent] == 0) {
                    scores[at / x.k()]++;
                }
            }
            return scores;
        }
    }
}
