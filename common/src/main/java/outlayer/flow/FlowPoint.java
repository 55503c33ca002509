package outlayer.flow;

import org.jspecify.annotations.Nullable;

/**
 * One point of a flow's learning curve.
 *
 * @param step optimiser steps taken
 * @param rows learned from so far, repetitions counted
 * @param learningRate of the last step; null before the first one
 * @param trainLoss running mean of the training loss, nats per dimension; null before the first step
 * @param gradientNorm of the last step, before it was bounded; null before the first one
 * @param validationLoss negative log-likelihood of the validation rows, nats per dimension
 */
public record FlowPoint(
        int step,
        long rows,
        @Nullable Double learningRate,
        @Nullable Double trainLoss,
        @Nullable Double gradientNorm,
        double validationLoss) {}
