package outlayer.flag;

import java.util.Arrays;

/**
 * The scores of one detector on examples that are tested together, made into flags: a conformal p-value for each, and the largest of
 * them that the rule lets through.
 *
 * <p>What that promises rests on calibration being exchangeable with the normal examples among the tested: drawn as they are, and seen by
 * no fit. Examples without a score are not tested.
 */
public final class Flagging {

    private final FlagRule rule;
    private final ConformalPValues conformal;
    private final double[] p;
    private final double[] q;
    private final int tested;
    private final double threshold;

    private Flagging(FlagRule rule, ConformalPValues conformal, double[] p, double[] q, int tested, double threshold) {
        this.rule = rule;
        this.conformal = conformal;
        this.p = p;
        this.q = q;
        this.tested = tested;
        this.threshold = threshold;
    }

    /**
     * Flags by a rule.
     *
     * @param calibration scores of normal examples, none of them NaN
     * @param scores of the tested, NaN for an example that has none
     */
    public static Flagging of(FlagRule rule, double[] calibration, double[] scores) {
        ConformalPValues conformal = ConformalPValues.of(calibration);
        double[] present = Arrays.stream(scores)
                .filter(score -> !Double.isNaN(score))
                .map(conformal::of)
                .toArray();
        double[] adjusted = BenjaminiHochberg.adjust(present);
        double[] p = new double[scores.length];
        double[] q = new double[scores.length];
        int next = 0;
        for (int i = 0; i < scores.length; i++) {
            boolean tested = !Double.isNaN(scores[i]);
            p[i] = tested ? present[next] : Double.NaN;
            q[i] = tested ? adjusted[next] : Double.NaN;
            next += tested ? 1 : 0;
        }
        return new Flagging(rule, conformal, p, q, present.length, rule.threshold(present));
    }

    FlagRule rule() {
        return rule;
    }

    /** How many calibration scores there are. */
    int calibration() {
        return conformal.n();
    }

    /** How many examples have a score. */
    int tested() {
        return tested;
    }

    int examples() {
        return p.length;
    }

    /** The smallest p-value that calibration can give. */
    double smallest() {
        return conformal.smallest();
    }

    /** The largest p-value that is flagged; 0 where none is. */
    double threshold() {
        return threshold;
    }

    public boolean isTested(int example) {
        return !Double.isNaN(p[example]);
    }

    public boolean isFlagged(int example) {
        return p[example] <= threshold;
    }

    /** Conformal p-value; NaN for an example that is not tested. */
    public double p(int example) {
        return p[example];
    }

    /** The smallest false discovery rate at which the example would be flagged; NaN for one that is not tested. */
    public double q(int example) {
        return q[example];
    }
}
