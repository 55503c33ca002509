package outlayer.jobs.effects;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.EffectsOptions;
import outlayer.jobs.table.Dtype;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.ProbeTable;
import outlayer.jobs.table.VectorSchema;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.table.VectorWriter;
import outlayer.jobs.work.DependentUnit;
import outlayer.jobs.work.Findings;
import outlayer.lm.LinearProbe;

/** The logits of contrast probes on one shard's activations: how much a prompt looks like one before a wrong answer, layer by layer. */
record ContrastUnit(PlannedReading source, ContrastProbesUnit probes) implements DependentUnit {

    private static final int LOGIC = 1;
    private static final int BLOCK_ROWS = 1024;

    @Override
    public UnitSpec spec() {
        return EffectsJob.spec(LOGIC, source.group(), "contrast")
                .label("part", source.shard().part().key())
                .label("shard", Integer.toString(source.shard().index()))
                .input(source.spec().key())
                .input(probes.spec().key());
    }

    @Override
    public List<UnitSpec> needs() {
        return List.of(source.spec(), probes.spec());
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        RunFile vectors = source.vectors(run);
        List<String> ids = VectorTable.ids(vectors);
        List<LinearProbe> fitted = ProbeTable.TABLE.read(run.file(run.require(probes.spec()), ProbeTable.FILE));
        List<List<float @Nullable []>> layers = new ArrayList<>();
        for (int layer : source.layers()) {
            layers.add(fitted.stream()
                    .filter(probe -> probe.layer() == layer)
                    .findFirst()
                    .map(probe -> logits(vectors, probe, ids.size()))
                    .orElse(Collections.nCopies(ids.size(), null)));
        }
        VectorSchema schema = new VectorSchema(EffectsOptions.CONTRAST, 1, source.layers(), Dtype.FLOAT32);
        try (VectorWriter table =
                new VectorWriter(writer.file(VectorTable.fileName(EffectsOptions.CONTRAST)), schema)) {
            for (int row = 0; row < ids.size(); row++) {
                List<float @Nullable []> cells = new ArrayList<>();
                for (List<float @Nullable []> layer : layers) {
                    cells.add(layer.get(row));
                }
                table.add(ids.get(row), cells, 0);
            }
        }
        return Findings.count(Findings.EXAMPLES, ids.size());
    }

    private static List<float @Nullable []> logits(RunFile vectors, LinearProbe probe, int rows) {
        List<float @Nullable []> logits = new ArrayList<>(Collections.nCopies(rows, null));
        try (LayerReader reader = LayerReader.open(vectors, probe.layer(), BLOCK_ROWS)) {
            for (LayerBlock block = reader.next(); block != null; block = reader.next()) {
                int d = block.dimension();
                for (int i = 0; i < block.present(); i++) {
                    double sum = probe.intercept();
                    for (int j = 0; j < d; j++) {
                        sum += probe.weights()[j] * block.values()[i * d + j];
                    }
                    logits.set(Math.toIntExact(block.start() + block.row(i)), new float[] {(float) sum});
                }
            }
        }
        return logits;
    }
}
