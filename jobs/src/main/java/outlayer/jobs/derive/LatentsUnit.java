package outlayer.jobs.derive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.flow.Flow;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.flow.FlowUnit;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.ExecutorOptions;
import outlayer.jobs.settings.FlowSettings;
import outlayer.jobs.table.Dtype;
import outlayer.jobs.table.VectorSchema;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.table.VectorWriter;
import outlayer.jobs.work.DependentUnit;
import outlayer.jobs.work.Findings;
import outlayer.torch.Device;

/**
 * What the flows make of one shard: latents, and the negative log-likelihood of each vector, on the processor.
 *
 * @param source the activations, which must have the flows' layers
 * @param flows units of {@link FlowUnit} on the model, lowest layer first
 * @param maxQuarantine share of the shard's examples that may have no latents
 */
record LatentsUnit(PlannedReading source, List<UnitSpec> flows, double maxQuarantine, ExecutorOptions executor)
        implements DependentUnit {

    private static final int LOGIC = 1;

    LatentsUnit {
        List<Integer> layers = layers(flows);
        if (!source.layers().containsAll(layers)) {
            throw new IllegalArgumentException("Flows of " + source.group() + " are on layers " + layers
                    + ", but extract.features." + source.feature() + " has only " + source.layers()
                    + "; read these layers too");
        }
    }

    @Override
    public UnitSpec spec() {
        UnitSpec spec = DeriveJob.spec(LOGIC, source, FlowSettings.LATENTS).setting("kind", "flow");
        for (UnitSpec need : needs()) {
            spec = spec.input(need.key());
        }
        return spec;
    }

    @Override
    public List<UnitSpec> needs() {
        List<UnitSpec> needs = new ArrayList<>(List.of(source.spec()));
        needs.addAll(flows);
        return needs;
    }

    /** One of its two tables. */
    PlannedReading output(String feature) {
        return source.with(feature, spec(), VectorTable.fileName(feature), layers());
    }

    private List<Integer> layers() {
        return layers(flows);
    }

    private static List<Integer> layers(List<UnitSpec> flows) {
        return flows.stream().map(FlowUnit::layer).toList();
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) throws IOException {
        RunFile vectors = source.vectors(run);
        List<LayerLatents> layers = new ArrayList<>();
        for (UnitSpec unit : flows) {
            RunFile file = FlowUnit.flow(run, unit);
            try (Flow flow = Flow.open(file.localCopy(executor.modelCacheDirectory()), Device.CPU)) {
                layers.add(LayerLatents.of(flow, vectors, FlowUnit.layer(unit)));
            }
        }
        return write(VectorTable.ids(vectors), layers, writer);
    }

    private Findings write(List<String> ids, List<LayerLatents> layers, UnitWriter writer) {
        DeriveQuarantine quarantine = new DeriveQuarantine(spec(), ids.size(), maxQuarantine);
        VectorSchema latents = new VectorSchema(
                FlowSettings.LATENTS,
                layers.stream().map(LayerLatents::dimension).toList(),
                layers(),
                Dtype.FLOAT32);
        VectorSchema likelihoods = new VectorSchema(FlowSettings.LIKELIHOOD, 1, layers(), Dtype.FLOAT32);
        try (VectorWriter z = new VectorWriter(writer.file(VectorTable.fileName(FlowSettings.LATENTS)), latents);
                VectorWriter nll =
                        new VectorWriter(writer.file(VectorTable.fileName(FlowSettings.LIKELIHOOD)), likelihoods)) {
            for (int row = 0; row < ids.size(); row++) {
                int at = row;
                boolean finite = layers.stream().allMatch(layer -> layer.isFinite(at));
                if (!finite) {
                    quarantine.add(ids.get(row), "the flow gave NaN or infinity");
                }
                List<float @Nullable []> zs = new ArrayList<>();
                List<float @Nullable []> nlls = new ArrayList<>();
                for (LayerLatents layer : layers) {
                    zs.add(finite ? layer.latents(row) : null);
                    nlls.add(finite ? layer.likelihood(row) : null);
                }
                z.add(ids.get(row), zs, 0);
                nll.add(ids.get(row), nlls, 0);
            }
        }
        return quarantine.finish(writer);
    }
}
