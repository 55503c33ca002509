package outlayer.jobs.derive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import outlayer.feature.SaeEncoder;
import outlayer.feature.SaeHookpoint;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.models.SaeSource;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.ExecutorOptions;
import outlayer.jobs.settings.SaeOptions;
import outlayer.jobs.settings.SettingsException;
import outlayer.jobs.table.SparseSchema;
import outlayer.jobs.table.SparseTable;
import outlayer.jobs.table.SparseWriter;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.work.DependentUnit;
import outlayer.jobs.work.Findings;
import outlayer.linalg.SparseRows;
import outlayer.lm.Point;

/**
 * The latents of sparse autoencoders for one shard, k numbers a row and layer.
 *
 * @param source the activations
 * @param encoders by layer
 */
record SparseUnit(PlannedReading source, TreeMap<Integer, SaeSource> encoders) implements DependentUnit {

    private static final int LOGIC = 1;

    static SparseUnit of(
            PlannedReading source,
            String set,
            List<Integer> layers,
            ExecutorOptions executor,
            Configuration configuration)
            throws IOException {
        if (!source.layers().containsAll(layers)) {
            throw new SettingsException("derive.sae is on layers " + layers + ", but extract.features."
                    + source.feature() + " has only " + source.layers() + "; read these layers too");
        }
        TreeMap<Integer, SaeSource> encoders = new TreeMap<>();
        for (int layer : layers) {
            String hookpoint = SaeHookpoint.name(Point.RESIDUAL, layer);
            encoders.put(layer, SaeSource.of(set, hookpoint, executor, configuration));
        }
        return new SparseUnit(source, encoders);
    }

    @Override
    public UnitSpec spec() {
        UnitSpec spec = DeriveJob.spec(LOGIC, source, SaeOptions.FEATURE).setting("kind", "sae");
        for (Map.Entry<Integer, SaeSource> encoder : encoders.entrySet()) {
            spec = spec.setting(
                    "encoder-" + encoder.getKey(), encoder.getValue().fingerprint());
        }
        return spec.input(source.spec().key());
    }

    @Override
    public List<UnitSpec> needs() {
        return List.of(source.spec());
    }

    PlannedReading output() {
        return source.with(SaeOptions.FEATURE, spec(), SparseTable.fileName(SaeOptions.FEATURE), layers());
    }

    private List<Integer> layers() {
        return List.copyOf(encoders.keySet());
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) throws IOException {
        RunFile vectors = source.vectors(run);
        List<String> ids = VectorTable.ids(vectors);
        List<LayerEncoding> layers = new ArrayList<>();
        for (Map.Entry<Integer, SaeSource> encoder : encoders.entrySet()) {
            try (SaeEncoder sae = encoder.getValue().open(run.configuration())) {
                layers.add(LayerEncoding.of(sae, vectors, encoder.getKey()));
            }
        }
        LayerEncoding first = layers.get(0);
        SparseSchema schema = new SparseSchema(SaeOptions.FEATURE, first.latents(), first.k(), layers());
        try (SparseWriter table = new SparseWriter(writer.file(SparseTable.fileName(SaeOptions.FEATURE)), schema)) {
            for (int row = 0; row < ids.size(); row++) {
                List<@Nullable SparseRows> blocks = new ArrayList<>();
                int[] places = new int[layers.size()];
                for (int k = 0; k < places.length; k++) {
                    places[k] = layers.get(k).place(row);
                    blocks.add(places[k] < 0 ? null : layers.get(k).rows());
                }
                table.add(ids.get(row), blocks, places);
            }
        }
        return Findings.count(Findings.EXAMPLES, ids.size());
    }
}
