package outlayer.jobs.effects;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.ModelConfig;
import outlayer.feature.Effect;
import outlayer.feature.Observations;
import outlayer.jobs.extract.FeatureSink;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.Dtype;
import outlayer.jobs.table.VectorSchema;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.table.VectorWriter;
import outlayer.quirky.Example;

/** One vector table for each effect, with the layers that were planned; those whose probe could not be fitted have null cells. */
final class EffectFiles implements FeatureSink {

    private final Map<EffectShape, VectorWriter> tables = new LinkedHashMap<>();
    private final Map<EffectShape, Effect> effects;

    EffectFiles(List<EffectShape> shapes, Map<EffectShape, Effect> effects, ModelConfig config, UnitWriter unit) {
        this.effects = effects;
        for (EffectShape shape : shapes) {
            List<Integer> widths = shape.layers().stream()
                    .map(layer -> shape.width(layer, config))
                    .toList();
            VectorSchema schema = new VectorSchema(shape.name(), widths, shape.layers(), Dtype.FLOAT32);
            tables.put(shape, new VectorWriter(unit.file(VectorTable.fileName(shape.name())), schema));
        }
    }

    @Override
    public void add(Example example, Observations read, int prompt) {
        tables.forEach((shape, table) -> {
            Effect effect = effects.get(shape);
            if (effect == null) {
                table.addMissing(example.id());
                return;
            }
            Observations.Vectors vectors = read.vectors(effect, prompt);
            List<float @Nullable []> layers = new ArrayList<>();
            for (int layer : shape.layers()) {
                int place = effect.layers().indexOf(layer);
                layers.add(place < 0 ? null : vectors.layers().get(place));
            }
            table.add(example.id(), layers, vectors.from());
        });
    }

    @Override
    public void addMissing(Example example) {
        tables.values().forEach(table -> table.addMissing(example.id()));
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
