package outlayer.jobs.settings;

import java.io.Serializable;

/**
 * How results are judged.
 *
 * @param bootstrap draws of each interval that is drawn as a check of those computed; 0: none
 */
public record EvaluateOptions(int bootstrap) implements Serializable {

    private static final int FEWEST = 100;

    public EvaluateOptions {
        if (bootstrap != 0 && bootstrap < FEWEST) {
            throw new IllegalArgumentException("bootstrap is " + bootstrap + ", expected 0 for none, or at least "
                    + FEWEST + " draws, of which 2.5 % are beyond each end");
        }
    }

    static EvaluateOptions of(Block block) {
        return new EvaluateOptions(block.integer("bootstrap"));
    }
}
