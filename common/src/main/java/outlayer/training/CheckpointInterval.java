package outlayer.training;

import java.io.Serializable;

/**
 * How often, beside every evaluation, a training keeps what it needs to go on after a break. Changes nothing of its result.
 *
 * @param minutes after which it does; 0: only at evaluations
 */
public record CheckpointInterval(double minutes) implements Serializable {

    private static final double SECONDS_OF_A_MINUTE = 60;

    public CheckpointInterval {
        Requirement.that(minutes >= 0, "checkpoint-minutes", minutes, "0 or more");
    }

    boolean isOver(double seconds) {
        return minutes > 0 && seconds >= SECONDS_OF_A_MINUTE * minutes;
    }
}
