package outlayer.jobs.extract;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import outlayer.checkpoint.ModelConfig;
import outlayer.feature.Feature;
import outlayer.feature.Observations;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.CentroidRow;
import outlayer.jobs.table.CentroidTable;
import outlayer.jobs.table.MomentsFile;
import outlayer.quirky.Example;
import outlayer.quirky.QuirkyCharacter;
import outlayer.stats.Centroid;
import outlayer.stats.MomentsAccumulator;

/** No vector: the moments of each layer of each feature, and its centroids by character and label. */
final class StatisticsFiles implements FeatureSink {

    /** Rows that are folded into the scatter at once: fewer than a fit takes, since all layers have their blocks at the same time. */
    static final int BLOCK_ROWS = 256;

    /** Characters times labels. */
    static final int CLASSES = 2 * QuirkyCharacter.values().length;

    /** One layer of one feature. */
    private record Sums(int layer, MomentsAccumulator moments, List<Centroid> classes) {}

    private final UnitWriter unit;
    private final List<Feature> features;
    private final List<List<Sums>> sums = new ArrayList<>();

    StatisticsFiles(List<Feature> features, ModelConfig config, UnitWriter unit) {
        this.unit = unit;
        this.features = features;
        for (Feature feature : features) {
            List<Sums> layers = new ArrayList<>();
            sums.add(layers);
            for (int layer : feature.layers()) {
                int d = feature.width(config);
                List<Centroid> classes = new ArrayList<>();
                for (int i = 0; i < CLASSES; i++) {
                    classes.add(new Centroid(d));
                }
                layers.add(new Sums(layer, new MomentsAccumulator(d, BLOCK_ROWS), classes));
            }
        }
    }

    /** The file of one layer's moments. */
    static String momentsFile(String feature, int layer) {
        return feature + "/" + MomentsFile.fileName(layer);
    }

    @Override
    public void add(Example example, Observations read, int prompt) {
        int classOf = 2 * example.character().ordinal() + (example.label() ? 1 : 0);
        for (int f = 0; f < features.size(); f++) {
            Observations.Vectors vectors = read.vectors(features.get(f), prompt);
            int from = vectors.from() * vectors.width();
            int length = vectors.to() * vectors.width() - from;
            for (int k = 0; k < sums.get(f).size(); k++) {
                Sums layer = sums.get(f).get(k);
                float[] values = vectors.layers().get(k);
                layer.moments().add(FloatBuffer.wrap(values, from, length));
                layer.classes().get(classOf).add(FloatBuffer.wrap(values, from, length));
            }
        }
    }

    @Override
    public void addMissing(Example example) {
        // Sums are of what was read.
    }

    @Override
    public void finish() {
        List<CentroidRow> centroids = new ArrayList<>();
        for (int f = 0; f < features.size(); f++) {
            String feature = features.get(f).name();
            for (Sums layer : sums.get(f)) {
                MomentsFile.write(
                        unit.file(momentsFile(feature, layer.layer())),
                        layer.moments().moments());
                for (int i = 0; i < CLASSES; i++) {
                    centroids.add(new CentroidRow(
                            feature,
                            layer.layer(),
                            QuirkyCharacter.values()[i / 2],
                            i % 2 == 1,
                            layer.classes().get(i)));
                }
            }
        }
        CentroidTable.TABLE.write(unit.file(CentroidTable.FILE), centroids);
    }

    @Override
    public void close() {
        sums.forEach(layers -> layers.forEach(layer -> layer.moments().close()));
        sums.clear();
    }
}
