package outlayer.jobs.extract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.ModelConfig;
import outlayer.feature.Observations;
import outlayer.feature.VectorKind;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.Dtype;
import outlayer.jobs.table.VectorSchema;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.table.VectorWriter;
import outlayer.lm.Positions;
import outlayer.quirky.Example;

/**
 * Every vector, in one table per feature. A row is an example, with null cells where it has no vectors; or, of a feature of all tokens, a
 * token, whose id is {@code <example id>/<token from 0>}, and an example without vectors has no row.
 */
final class VectorFiles implements FeatureSink {

    private final Map<VectorKind, VectorWriter> tables = new LinkedHashMap<>();

    VectorFiles(List<? extends VectorKind> features, ModelConfig config, Dtype storage, UnitWriter unit) {
        for (VectorKind feature : features) {
            List<Integer> widths = feature.layers().stream()
                    .map(layer -> feature.width(layer, config))
                    .toList();
            VectorSchema schema = new VectorSchema(feature.name(), widths, feature.layers(), storage);
            tables.put(feature, new VectorWriter(unit.file(VectorTable.fileName(feature.name())), schema));
        }
    }

    @Override
    public void add(Example example, Observations read, int prompt) {
        tables.forEach((feature, table) -> {
            Observations.Vectors vectors = read.vectors(feature, prompt);
            List<float @Nullable []> layers = List.copyOf(vectors.layers());
            for (int row = vectors.from(); row < vectors.to(); row++) {
                String id = feature.positions() == Positions.LAST
                        ? example.id()
                        : example.id() + "/" + (row - vectors.from());
                table.add(id, layers, row);
            }
        });
    }

    @Override
    public void addMissing(Example example) {
        tables.forEach((feature, table) -> {
            if (feature.positions() == Positions.LAST) {
                table.addMissing(example.id());
            }
        });
    }

    @Override
    public void finish() {
        tables.values().forEach(VectorWriter::close);
        tables.clear();
    }

    @Override
    public void close() {
        finish();
    }
}
