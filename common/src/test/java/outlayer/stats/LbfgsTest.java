package outlayer.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LbfgsTest {

    @Test
    void theMinimumOfRosenbrocksValleyIsFound() {
        // f = 100 (y - x^2)^2 + (1 - x)^2 is least, 0, at (1, 1).
        EvaluatedPoint found = Lbfgs.minimise(LbfgsTest::rosenbrock, new double[] {-1.2, 1}, 1e-10, 200);
        assertThat(found.x()).containsExactly(new double[] {1, 1}, within(1e-9));
        assertThat(found.steepness()).isLessThanOrEqualTo(1e-10);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theMinimumOfAStretchedBowlIsFound(long seed) {
        // f = sum_j c_j (x_j - m_j)^2 / 2 with c over four decades is least at m.
        double[] centre = new Random(seed).doubles(30, -1, 1).toArray();
        Objective bowl = (x, gradient) -> {
            double value = 0;
            for (int j = 0; j < x.length; j++) {
                double c = Math.pow(10, 4.0 * j / 29);
                gradient[j] = c * (x[j] - centre[j]);
                value += gradient[j] * (x[j] - centre[j]) / 2;
            }
            return value;
        };
        EvaluatedPoint found = Lbfgs.minimise(bowl, new double[30], 1e-8, 5000);
        assertThat(found.x()).containsExactly(centre, within(1e-7));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aStepMeetsTheStrongWolfeConditions(long seed) {
        Random random = new Random(seed);
        double[] start = {4 * random.nextDouble() - 2, 4 * random.nextDouble() - 2};
        EvaluatedPoint origin = EvaluatedPoint.of(LbfgsTest::rosenbrock, start);
        double[] down = {-origin.gradient()[0], -origin.gradient()[1]};
        double first = Math.pow(10, 8 * random.nextDouble() - 6);
        Optional<EvaluatedPoint> step = new WolfeLineSearch(LbfgsTest::rosenbrock, origin, down).search(first);
        assertThat(step).isPresent();
        EvaluatedPoint end = step.get();
        double length = (end.x()[0] - start[0]) / down[0];
        double slope = origin.slope(down);
        assertThat(end.value()).isLessThanOrEqualTo(origin.value() + 1e-4 * length * slope);
        assertThat(Math.abs(end.slope(down))).isLessThanOrEqualTo(0.9 * Math.abs(slope));
    }

    @Test
    void aFunctionWithoutAMinimumEndsWithItsIterations() {
        // e^-x falls for ever.
        Objective falling = (x, gradient) -> {
            gradient[0] = -Math.exp(-x[0]);
            return Math.exp(-x[0]);
        };
        EvaluatedPoint found = Lbfgs.minimise(falling, new double[] {0}, 0, 60);
        assertThat(found.x()[0]).isFinite().isGreaterThan(20);
    }

    private static double rosenbrock(double[] p, double[] gradient) {
        double x = p[0];
        double y = p[1];
        gradient[0] = -400 * x * (y - x * x) - 2 * (1 - x);
        gradient[1] = 200 * (y - x * x);
        return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x);
    }
}
