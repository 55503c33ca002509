package outlayer.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import outlayer.lm.DecoderTrainer;

/** Runs one training to its end and keeps the best state. */
public final class Training {

    private static final double SMOOTHING = 0.98;

    private Training() {}

    /**
     * With patience 0 all steps are taken and the last state is kept (the base phase); else the state of lowest
     * validation loss, and training stops when that loss has not fallen for `patience` evaluations (the quirk phase).
     *
     * @param to where config.json and model.safetensors of the kept state are written
     * @param watcher hears of every point of the learning curve as it is measured
     */
    public static LearningCurve run(
            DecoderTrainer trainer,
            BalancedBatches batches,
            Validation validation,
            TrainingOptions options,
            Path to,
            Consumer<CurvePoint> watcher)
            throws IOException {
        List<CurvePoint> points = new ArrayList<>();
        CurvePoint best = validation.measure(trainer, 0, null);
        double running = 0;
        points.add(best);
        watcher.accept(best);
        trainer.save(to);
        for (int step = 0; step < options.steps(); step++) {
            double loss = trainer.step(batches.next(), options.learningRateAt(step));
            running = step == 0 ? loss : SMOOTHING * running + (1 - SMOOTHING) * loss;
            boolean last = step + 1 == options.steps();
            if ((step + 1) % options.evaluateEvery() != 0 && !last) {
                continue;
            }
            CurvePoint point = validation.measure(trainer, step + 1, running);
            points.add(point);
            watcher.accept(point);
            boolean kept = options.patience() == 0 ? last : point.validationLoss() < best.validationLoss();
            if (kept) {
                best = point;
                trainer.save(to);
            } else if (options.patience() > 0 && evaluationsSince(best, points) >= options.patience()) {
                break;
            }
        }
        return new LearningCurve(List.copyOf(points), best);
    }

    private static long evaluationsSince(CurvePoint best, List<CurvePoint> points) {
        return points.stream().filter(point -> point.step() > best.step()).count();
    }
}
