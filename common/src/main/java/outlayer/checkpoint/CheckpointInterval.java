package outlayer.checkpoint;

import java.io.Serializable;

/**
 * How often, beside every evaluation, a training keeps what it needs to go on after a break. Changes nothing of its result.
 *
 * @param minutes after which it does; 0: only at evaluations
 */
public record CheckpointInterval(double minutes) implements Serializable {

    private static final double SECONDS_OF_A_MINUTE = 60;

    public CheckpointInterval {
        if (!(minutes >= 0)) {
            throw new IllegalArgumentException("checkpoint-minutes is " + minutes + ", expected 0 or more");
        }
    }

    /** Whether, that many seconds after the last time, it is time again. */
    public boolean isOver(double seconds) {
        return minutes > 0 && seconds >= SECONDS_OF_A_MINUTE * minutes;
    }
}
