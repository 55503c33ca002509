package outlayer.feature;

import java.util.Locale;

/** What is put in place of what the heads found, a, to see what becomes of the answer: a* (METHODS.md 3.2). */
public enum Ablation {
    /** The trusted mean. */
    MEAN,
    /** Nothing: 0. */
    ZERO,
    /** For each leading principal component v_k of the trusted vectors, a with its share of v_k put to that of the mean: a + (v_k . mean - v_k . a) v_k. */
    PCS,
    /** As the published code has it, which starts from v_k in place of a: (1 + v_k . mean - v_k . a) v_k. Depends on the sign of v_k. */
    PCS_PUBLISHED,
    /** a + dY/da: the effect is the squared norm of the head's derivative. */
    GRADIENT_NORM;

    /** In settings and in names of features. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it needs the trusted vectors' mean at every layer, and so a fit of the feature heads. */
    public boolean needsTrusted() {
        return this == MEAN || usesComponents();
    }

    boolean usesComponents() {
        return this == PCS || this == PCS_PUBLISHED;
    }

    /** The feature's name: the mean is what is meant where nothing else is said. */
    String named(String feature) {
        return this == MEAN ? feature : feature + "-" + key();
    }
}
