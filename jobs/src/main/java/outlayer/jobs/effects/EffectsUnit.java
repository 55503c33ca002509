package outlayer.jobs.effects;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.ModelConfig;
import outlayer.feature.BatchLimit;
import outlayer.feature.Conveyor;
import outlayer.feature.Effect;
import outlayer.feature.EffectReader;
import outlayer.feature.TrustedHeads;
import outlayer.jobs.extract.ReadWindow;
import outlayer.jobs.extract.UnitTables;
import outlayer.jobs.extract.Visit;
import outlayer.jobs.extract.Window;
import outlayer.jobs.extract.Windows;
import outlayer.jobs.models.ModelPool;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.work.DependentUnit;
import outlayer.jobs.work.Findings;
import outlayer.lm.LinearProbe;

/**
 * One shard through one model, forward and back, for all effects at once; a table for each, whose rows are the shard's. Windows go through
 * it as they do when the shard is extracted.
 *
 * @param maxQuarantine share of the shard's examples that may be unusable
 */
record EffectsUnit(Visit visit, TrustedGroup group, int batchTokens, double maxQuarantine) implements DependentUnit {

    static final String KIND = "effects";

    private static final int LOGIC = 1;

    @Override
    public UnitSpec spec() {
        UnitSpec spec = EffectsJob.spec(LOGIC, visit.group(), KIND)
                .label("part", visit.shard().part().key())
                .label("shard", Integer.toString(visit.shard().index()))
                .setting("weights", visit.source().fingerprint())
                .setting("precision", visit.source().precision().key())
                .setting("device", visit.device().kind())
                .setting("batch-tokens", Integer.toString(batchTokens))
                .setting(
                        "effects",
                        group.shapes().stream().map(EffectShape::text).collect(Collectors.joining(" ")))
                .input(visit.shard().fingerprint());
        for (UnitSpec need : needs()) {
            spec = spec.input(need.key());
        }
        return spec;
    }

    @Override
    public List<UnitSpec> needs() {
        return group.needs();
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) throws IOException {
        @Nullable TaskContext context = TaskContext.get();
        try (ModelPool.Loan loan =
                ModelPool.JVM.borrow(visit.source(), visit.device().onTask(context), run.configuration())) {
            Map<EffectShape, Effect> effects = effects(run, loan.config());
            List<Effect> read = List.copyOf(effects.values());
            EffectFiles files = new EffectFiles(group.shapes(), effects, loan.config(), writer);
            try (UnitTables tables =
                    UnitTables.ofVectors(writer, files, visit.shard().file().rows(), maxQuarantine)) {
                Windows windows = new Windows(List.of(visit.shard()), read, loan.tokenizer(), loan.config());
                // Its own limit: a backward pass takes more memory than the batches of others, which need not shrink.
                EffectReader reader = new EffectReader(loan.model(), read, batchTokens, BatchLimit.ofOneOwner());
                Conveyor.run("outlayer-effects", windows::next, window -> read(window, reader, context), tables::add);
                return tables.finish();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(spec() + " was interrupted").initCause(e);
        }
    }

    private Map<EffectShape, Effect> effects(RunDirectory run, ModelConfig config) {
        TrustedHeads heads = TrustedHeadsUnit.published(run, group.heads());
        List<LinearProbe> probes = ProbeUnit.published(run, group.probes());
        Map<EffectShape, Effect> effects = new LinkedHashMap<>();
        for (EffectShape shape : group.shapes()) {
            Effect effect = shape.effect(heads, probes, config);
            if (effect != null) {
                effects.put(shape, effect);
            }
        }
        return effects;
    }

    private static ReadWindow read(Window window, EffectReader reader, @Nullable TaskContext context) {
        if (context != null && context.isInterrupted()) {
            throw new TaskKilledException("killed between two windows");
        }
        return new ReadWindow(window.examples(), reader.read(window.prompts()));
    }
}
