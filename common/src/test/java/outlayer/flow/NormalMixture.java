package outlayer.flow;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Round normal distributions of equal weight, with their own centres and deviations. */
final class NormalMixture implements KnownDensity {

    private static final double[] DEVIATIONS = {0.4, 0.6, 0.8, 0.5};
    private static final int SAMPLES = 400_000;

    private final double[][] centres;

    private NormalMixture(double[][] centres) {
        this.centres = centres;
    }

    static NormalMixture random(int d, long seed) {
        Random random = new Random(seed);
        double[][] centres = new double[DEVIATIONS.length][];
        for (int k = 0; k < centres.length; k++) {
            centres[k] = MixingMatrix.numbers(d, () -> 1.5 * random.nextGaussian());
        }
        return new NormalMixture(centres);
    }

    @Override
    public int dimension() {
        return centres[0].length;
    }

    @Override
    public double[] draw(RandomGenerator random) {
        int k = random.nextInt(centres.length);
        double[] x = MixingMatrix.numbers(dimension(), random::nextGaussian);
        for (int j = 0; j < x.length; j++) {
            x[j] = centres[k][j] + DEVIATIONS[k] * x[j];
        }
        return x;
    }

    @Override
    public double entropy() {
        RandomGenerator random = new SplittableRandom(99);
        double sum = 0;
        for (int i = 0; i < SAMPLES; i++) {
            sum -= logDensity(draw(random));
        }
        return sum / SAMPLES;
    }

    private double logDensity(double[] x) {
        double[] terms = new double[centres.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < terms.length; k++) {
            double square = 0;
            for (int j = 0; j < x.length; j++) {
                double y = (x[j] - centres[k][j]) / DEVIATIONS[k];
                square += y * y;
            }
            terms[k] = -square / 2 - x.length * Math.log(DEVIATIONS[k] * Math.sqrt(2 * Math.PI));
            largest = Math.max(largest, terms[k]);
        }
        double sum = 0;
        for (double term : terms) {
            sum += Math.exp(term - largest);
        }
        return largest + Math.log(sum / terms.length);
    }
}
