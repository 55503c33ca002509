package outlayer.jobs.extract;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    private record Kind(QuirkyCharacter character, boolean label) {

        static List<Kind> all() {
            return Arrays.stream(QuirkyCharacter.values())
                    .flatMap(character -> Stream.of(new Kind(character, false), new Kind(character, true)))
                    .toList();
        }
    }

    /** One layer of one feature. */
    private record Sums(int layer, MomentsAccumulator moments, Map<Kind, Centroid> classes) {

        static Sums of(int layer, int d) {
            Map<Kind, Centroid> classes = new LinkedHashMap<>();
            Kind.all().forEach(kind -> classes.put(kind, new Centroid(d)));
            return new Sums(layer, new MomentsAccumulator(d, BLOCK_ROWS), classes);
        }

        /** @param kind null for an unlabelled prompt, which belongs to no class */
        void add(@Nullable Kind kind, float[] values, int from, int length) {
            moments.add(FloatBuffer.wrap(values, from, length));
            if (kind != null) {
                Objects.requireNonNull(classes.get(kind)).add(FloatBuffer.wrap(values, from, length));
            }
        }
    }

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
                layers.add(Sums.of(layer, feature.width(config)));
            }
        }
    }

    /** The file of one layer's moments. */
    static String momentsFile(String feature, int layer) {
        return feature + "/" + MomentsFile.fileName(layer);
    }

    @Override
    public void add(Example example, Observations read, int prompt) {
        Kind kind = example.labelled() ? new Kind(example.character(), example.label()) : null;
        for (int f = 0; f < features.size(); f++) {
            Observations.Vectors vectors = read.vectors(features.get(f), prompt);
            int from = vectors.from() * vectors.width();
            int length = vectors.to() * vectors.width() - from;
            for (int k = 0; k < sums.get(f).size(); k++) {
                sums.get(f).get(k).add(kind, vectors.layers().get(k), from, length);
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
                layer.classes()
                        .forEach((kind, centroid) -> centroids.add(
                                new CentroidRow(feature, layer.layer(), kind.character(), kind.label(), centroid)));
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
