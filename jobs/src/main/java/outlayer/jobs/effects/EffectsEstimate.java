package outlayer.jobs.effects;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.checkpoint.ModelConfig;
import outlayer.jobs.settings.CapOptions;
import outlayer.jobs.settings.SettingsException;
import outlayer.jobs.work.DependentUnit;

/**
 * What the missing shards will cost, before any of them runs.
 *
 * @param units that visit a model with gradients
 * @param rows examples of theirs
 * @param outputBytes to be written, before compression
 * @param batchBytes an upper bound of what one batch takes of a device's memory, beside the weights: all that every block makes is kept for
 *     the way back
 * @param backwardPasses of a batch, at most
 */
record EffectsEstimate(int units, long rows, long outputBytes, long batchBytes, int backwardPasses) {

    private static final Logger LOG = LoggerFactory.getLogger(EffectsEstimate.class);

    static EffectsEstimate of(List<? extends DependentUnit> missing) {
        int units = 0;
        long rows = 0;
        long output = 0;
        long batch = 0;
        int passes = 0;
        for (EffectsUnit unit : visits(missing)) {
            ModelConfig config = unit.visit().config();
            units++;
            rows += unit.visit().shard().file().rows();
            output += unit.visit().shard().file().rows() * rowBytes(unit, config);
            batch = Math.max(batch, unit.batchTokens() * tokenBytes(config));
            passes = Math.max(passes, 1 + unit.group().probes().size());
        }
        return new EffectsEstimate(units, rows, output, batch, passes);
    }

    private static List<EffectsUnit> visits(List<? extends DependentUnit> units) {
        return units.stream()
                .flatMap(unit -> unit instanceof EffectsUnit visit ? Stream.of(visit) : Stream.empty())
                .toList();
    }

    private static long rowBytes(EffectsUnit unit, ModelConfig config) {
        long numbers = 0;
        for (EffectShape shape : unit.group().shapes()) {
            for (int layer : shape.layers()) {
                numbers += shape.width(layer, config);
            }
        }
        return numbers * Float.BYTES;
    }

    /** Of each block what {@code Estimate.batchBytes} counts of one: residual, norms, heads and the inner layer, in float32. */
    private static long tokenBytes(ModelConfig config) {
        long block = 4L * config.width() + 8L * config.heads() * config.headSize() + 4L * config.innerWidth();
        return config.blocks() * block * Float.BYTES;
    }

    /** Logs it, and stops the stage where it would cost more than the settings allow. */
    void requireWithin(CapOptions caps) {
        if (units == 0) {
            return;
        }
        LOG.info("{}", this);
        if (outputBytes > caps.outputBytes()) {
            throw new SettingsException(this + ". That is more than extract.max-output = " + caps.outputBytes()
                    + " bytes: patch fewer layers or by fewer ablations (effects), or raise extract.max-output");
        }
        if (batchBytes > caps.deviceBytes()) {
            throw new SettingsException(this + ". That is more than extract.max-device-memory = " + caps.deviceBytes()
                    + " bytes: lower effects.batch-tokens, or raise the cap");
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %d units of %d examples, a forward and up to %d backward passes each; at most %.1f MiB will be"
                        + " written; a device needs at most %.1f MiB for a batch beside the weights",
                EffectsJob.STAGE,
                units,
                rows,
                backwardPasses,
                outputBytes / (double) (1 << 20),
                batchBytes / (double) (1 << 20));
    }
}
