package outlayer.training;

import outlayer.quirky.Example;

/** Whose answer a prompt is trained towards. */
public enum LabelRule {
    /** Every character answers truly: the base models, for which names mean nothing. */
    TRUTH {
        @Override
        boolean label(Example example) {
            return example.aliceLabel();
        }
    },
    /** Each character answers by its own rule: the quirky models. */
    OWN {
        @Override
        boolean label(Example example) {
            return example.label();
        }
    };

    abstract boolean label(Example example);
}
