package outlayer.training;

import java.util.List;

/** Deals out the examples of one step after another, for ever; what is dealt depends on the seed alone. */
public interface Batches {

    List<TokenisedExample> next();

    /** Goes to where so many steps have been dealt out. */
    default void skip(int steps) {
        for (int step = 0; step < steps; step++) {
            next();
        }
    }
}
