package outlayer.jobs.evaluate;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import outlayer.evaluate.ResultKey;
import outlayer.evaluate.Separation;
import outlayer.evaluate.SeparationRow;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.Score;
import outlayer.jobs.table.VectorSchema;
import outlayer.jobs.table.VectorTable;
import outlayer.quirky.Example;
import outlayer.stats.Centroid;

/** Centroid separation of the test part's two classes, layer by layer; needs labels: a diagnostic, not a detector. */
final class LayerSeparation {

    private static final int BLOCK_ROWS = 1024;

    private LayerSeparation() {}

    static List<SeparationRow> rows(ResultKey group, String feature, List<Reading> readings) {
        List<SeparationRow> rows = new ArrayList<>();
        List<List<Example>> examples =
                readings.stream().map(reading -> reading.shard().examples()).toList();
        VectorSchema schema = VectorTable.schema(readings.get(0).vectors());
        for (int layer : readings.get(0).layers()) {
            int dimension = schema.dimension(layer);
            Centroid[] classes = {new Centroid(dimension), new Centroid(dimension)};
            for (int shard = 0; shard < readings.size(); shard++) {
                add(classes, readings.get(shard), examples.get(shard), layer);
            }
            rows.add(Separation.row(group, feature, Score.layerName(layer), Separation.of(classes[0], classes[1])));
        }
        return rows;
    }

    private static void add(Centroid[] classes, Reading reading, List<Example> examples, int layer) {
        try (LayerReader rows = LayerReader.open(reading.vectors(), layer, BLOCK_ROWS)) {
            for (LayerBlock block = rows.next(); block != null; block = rows.next()) {
                int d = block.dimension();
                for (int i = 0; i < block.present(); i++) {
                    Example example = examples.get(Math.toIntExact(block.start() + block.row(i)));
                    classes[example.anomalous() ? 1 : 0].add(FloatBuffer.wrap(block.values(), i * d, d));
                }
            }
        }
    }
}
