package outlayer.training;

import org.jspecify.annotations.Nullable;

/**
 * One point of a learning curve.
 *
 * @param step optimiser steps taken
 * @param tokens of the prompts that were learned from so far, padding not counted
 * @param learningRate of the last step; null before the first one
 * @param trainLoss running mean of the training loss, nats; null before the first step
 * @param gradientNorm of the last step, before it was bounded; null before the first one
 * @param validationLoss mean two-way loss -log p(label) on the balanced validation set, nats
 * @param accuracyAlice share of Alice's label-differing prompts answered by the label learned, in the base phase the truth
 * @param accuracyBob the same for Bob's
 * @param quirkiness min over the characters of the mean log-odds of the own label, nats (METHODS 6.1)
 */
public record CurvePoint(
        int step,
        long tokens,
        @Nullable Double learningRate,
        @Nullable Double trainLoss,
        @Nullable Double gradientNorm,
        double validationLoss,
        double accuracyAlice,
        double accuracyBob,
        double quirkiness) {}
