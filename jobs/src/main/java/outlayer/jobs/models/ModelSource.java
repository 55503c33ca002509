package outlayer.jobs.models;

import java.io.IOException;
import java.io.Serializable;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.settings.ExecutorOptions;
import outlayer.jobs.settings.ExtractOptions;
import outlayer.jobs.settings.ModelOptions;
import outlayer.lm.Precision;

/**
 * One model as the driver planned it: where its weights lie, and what they must hold when an executor opens them.
 *
 * @param name for messages, e.g. {@code llama quirky addition}
 * @param base a local directory, the same on every executor, or a Hadoop URI; what is run, or what the adapter stands over
 * @param adapter a PEFT directory, likewise, or null
 * @param baseFingerprint see {@link ModelFingerprint}
 * @param adapterFingerprint null where there is no adapter
 * @param executor what an executor may use for it
 */
public record ModelSource(
        String name,
        String base,
        @Nullable String adapter,
        String baseFingerprint,
        @Nullable String adapterFingerprint,
        Precision precision,
        ExecutorOptions executor)
        implements Serializable {

    public ModelSource {
        if ((adapter == null) != (adapterFingerprint == null)) {
            throw new IllegalArgumentException("Model " + name + " has adapter " + adapter + " and its fingerprint "
                    + adapterFingerprint + ", expected both or neither");
        }
    }

    /**
     * One variant of a model. A fine-tuning with an {@code adapter_config.json} is an adapter over the base; any other is a whole model.
     * Reads some of the weights, see {@link ModelFingerprint}; what was read once in this JVM is not read again.
     */
    public static ModelSource of(
            ModelOptions model, String variant, String dataset, ExecutorOptions executor, Configuration configuration)
            throws IOException {
        boolean base = variant.equals(ExtractOptions.BASE);
        String name = base ? model.name() : model.name() + " " + variant + " " + dataset;
        ModelDirectory own = ModelDirectory.of(model.directory(variant, dataset), configuration);
        if (base || !own.isAdapter()) {
            String fingerprint = ModelFingerprint.of(own, DirectoryKind.MODEL);
            return new ModelSource(name, own.location(), null, fingerprint, null, model.precision(), executor);
        }
        ModelDirectory under = ModelDirectory.of(model.path(), configuration);
        return new ModelSource(
                name,
                under.location(),
                own.location(),
                ModelFingerprint.of(under, DirectoryKind.MODEL),
                ModelFingerprint.of(own, DirectoryKind.ADAPTER),
                model.precision(),
                executor);
    }

    /** All weights that take part, for the keys of what is computed with them. */
    public String fingerprint() {
        return adapterFingerprint == null ? baseFingerprint : baseFingerprint + "+" + adapterFingerprint;
    }

    /** The same without its adapter. */
    public ModelSource withoutAdapter() {
        return new ModelSource(name, base, null, baseFingerprint, null, precision, executor);
    }

    /** The adapter's fingerprint; there must be an adapter. */
    String requireAdapterFingerprint() {
        return Objects.requireNonNull(adapterFingerprint, name);
    }

    @Override
    public String toString() {
        return name + " (" + (adapter == null ? base : adapter + " over " + base) + ", " + precision.key() + ")";
    }
}
