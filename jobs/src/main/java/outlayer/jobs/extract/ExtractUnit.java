package outlayer.jobs.extract;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;
import outlayer.feature.Conveyor;
import outlayer.feature.Feature;
import outlayer.feature.ModelReader;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.models.ModelPool;
import outlayer.jobs.models.ModelSource;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.ExtractOptions;
import outlayer.jobs.settings.Keep;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;

/**
 * One shard through one model; where statistics alone are kept, a run of shards of one part.
 *
 * <p>The shards are read in windows: while the model holds one, a thread of this task tokenises the next and another writes the
 * one before. Memory is bounded by three windows.
 */
record ExtractUnit(
        String model,
        String variant,
        List<Shard> shards,
        ModelSource source,
        List<Feature> features,
        PlannedDevice device,
        ExtractOptions options)
        implements Unit {

    private static final int LOGIC = 2;

    /** All that changes a number: weights, formats, kind of device, batches, and what is read at which layers. */
    @Override
    public UnitSpec spec() {
        UnitSpec spec = UnitSpec.of(ExtractJob.STAGE, LOGIC)
                .label("model", model)
                .label("dataset", first().dataset())
                .label("variant", variant)
                .label("part", first().part().key())
                .label("shard", shardLabel())
                .setting("weights", source.fingerprint())
                .setting("precision", source.precision().key())
                .setting("batch-tokens", Integer.toString(options.batchTokens()))
                .setting("device", device.kind())
                .setting("features", features.stream().map(ExtractUnit::text).collect(Collectors.joining(" ")))
                .setting("log-odds", Boolean.toString(options.logOdds()))
                .setting("keep", options.keep().key())
                .setting("storage", options.storage());
        for (Shard shard : shards) {
            spec = spec.input(shard.fingerprint());
        }
        return spec;
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) throws IOException {
        @Nullable TaskContext context = TaskContext.get();
        try (ModelPool.Loan loan = ModelPool.JVM.borrow(source, device.onTask(context), run.configuration());
                UnitTables tables = UnitTables.open(this, loan.config(), writer)) {
            Windows windows = new Windows(shards, features, options.logOdds(), loan.tokenizer(), loan.config());
            ModelReader reader =
                    new ModelReader(loan.model(), features, options.batchTokens(), new PoolBatchLimit(loan));
            Conveyor.run("outlayer-extract", windows::next, window -> read(window, reader, context), tables::add);
            return tables.finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(spec() + " was interrupted").initCause(e);
        }
    }

    /** The same on another device. */
    ExtractUnit on(PlannedDevice other) {
        return new ExtractUnit(model, variant, shards, source, features, other, options);
    }

    Readings.Group group() {
        return new Readings.Group(model, first().dataset(), variant);
    }

    Shard first() {
        return shards.get(0);
    }

    /** Examples of all its shards. */
    long rows() {
        return shards.stream().mapToLong(shard -> shard.file().rows()).sum();
    }

    private static ReadWindow read(Window window, ModelReader reader, @Nullable TaskContext context) {
        if (context != null && context.isInterrupted()) {
            throw new TaskKilledException("killed between two windows");
        }
        return new ReadWindow(window.examples(), reader.read(window.prompts()));
    }

    private String shardLabel() {
        int index = first().index();
        return options.keep() == Keep.VECTORS ? Integer.toString(index) : index + "+" + shards.size();
    }

    private static String text(Feature feature) {
        return feature.name() + "=" + feature.point().key()
                + feature.layers().toString().replace(" ", "") + "@"
                + feature.positions().name().toLowerCase(Locale.ROOT);
    }
}
