package outlayer.training;

import org.jspecify.annotations.Nullable;

/**
 * One point of a learning curve.
 *
 * @param step optimiser steps taken
 * @param trainLoss running mean of the training loss, nats; null before the first step; NaN before the first step
 * @param validationLoss mean two-way loss -log p(label) on the balanced validation set, nats
 * @param accuracyAlice share of Alice's label-differing prompts answered by the label learned, in the base phase the truth
 * @param accuracyBob the same for Bob's
 * @param quirkiness min over the characters of the mean log-odds of the own label, nats (METHODS 6.1)
 */
public record CurvePoint(
        int step,
        @Nullable Double trainLoss,
        double validationLoss,
        double accuracyAlice,
        double accuracyBob,
        double quirkiness) {}
