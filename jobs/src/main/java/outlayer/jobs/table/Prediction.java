package outlayer.jobs.table;

import org.jspecify.annotations.Nullable;

/**
 * What the model answered to one prompt; null where it could not be asked, with the reason.
 *
 * @param logOdds logit(yes) - logit(no) at the last token
 * @param lossAlice -log p(Alice's label) of the two answers, nats
 * @param lossBob -log p(Bob's label) of the two answers, nats
 */
public record Prediction(
        String id,
        @Nullable Double logOdds,
        @Nullable Double lossAlice,
        @Nullable Double lossBob,
        @Nullable String reason) {}
