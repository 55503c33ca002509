package outlayer.training;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a training has come; with the trainer's state and the seed of its batches, all that the rest of it depends on.
 *
 * @param step optimiser steps taken
 * @param tokens learned from
 * @param trainLoss running mean; null before the first step
 * @param learningRate of the last step; null before the first one
 * @param gradientNorm of the last step; null before the first one
 * @param points of the curve so far
 * @param seconds each point was reached after
 */
record TrainingProgress(
        int step,
        long tokens,
        @Nullable Double trainLoss,
        @Nullable Double learningRate,
        @Nullable Double gradientNorm,
        List<CurvePoint> points,
        List<Double> seconds) {

    private static final double SMOOTHING = 0.98;
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    TrainingProgress {
        points = List.copyOf(points);
        seconds = List.copyOf(seconds);
    }

    static TrainingProgress begin() {
        return new TrainingProgress(0, 0, null, null, null, List.of(), List.of());
    }

    TrainingProgress stepped(long more, double rate, double loss, double norm) {
        double running = trainLoss == null ? loss : SMOOTHING * trainLoss + (1 - SMOOTHING) * loss;
        return new TrainingProgress(step + 1, tokens + more, running, rate, norm, points, seconds);
    }

    TrainingProgress judged(Judgement judgement, double after) {
        CurvePoint point = new CurvePoint(
                step,
                tokens,
                learningRate,
                trainLoss,
                gradientNorm,
                judgement.loss(),
                judgement.accuracyAlice(),
                judgement.accuracyBob(),
                judgement.quirkiness());
        List<CurvePoint> more = new ArrayList<>(points);
        more.add(point);
        List<Double> times = new ArrayList<>(seconds);
        times.add(after);
        return new TrainingProgress(step, tokens, trainLoss, learningRate, gradientNorm, more, times);
    }

    CurvePoint last() {
        return points.get(points.size() - 1);
    }

    /** The point of lowest validation loss, of equals the first. */
    CurvePoint best() {
        return points.stream()
                .min(Comparator.comparingDouble(CurvePoint::validationLoss))
                .orElseThrow();
    }

    /** Whether it ends here. */
    boolean over(TrainingOptions options) {
        return step == options.steps() || (options.patience() > 0 && evaluationsSinceBest() >= options.patience());
    }

    private int evaluationsSinceBest() {
        return points.isEmpty() ? 0 : points.size() - 1 - points.indexOf(best());
    }

    void write(Path file) throws IOException {
        Files.writeString(file, GSON.toJson(this) + "\n");
    }

    static TrainingProgress read(Path file) throws IOException {
        try {
            return GSON.fromJson(Files.readString(file), TrainingProgress.class);
        } catch (JsonParseException e) {
            throw new IOException(file + " is not the progress of a training: " + e.getMessage(), e);
        }
    }
}
