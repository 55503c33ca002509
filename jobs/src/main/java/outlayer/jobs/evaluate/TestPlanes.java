package outlayer.jobs.evaluate;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import outlayer.evaluate.PlaneRow;
import outlayer.evaluate.ResultKey;
import outlayer.evaluate.Subset;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.table.GaussianFile;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.Score;
import outlayer.quirky.ContentHash;
import outlayer.quirky.Example;
import outlayer.quirky.QuirkyCharacter;
import outlayer.stats.PrincipalPlane;

/**
 * Where test vectors lie on the principal plane of the trusted ones, layer by layer: a picture for the report. A bounded sample, drawn by the
 * hash of the example's id, so that it is the same on every layer, feature and model.
 */
final class TestPlanes {

    /** Examples of a group, of each character and of agreeing and differing labels. */
    static final int SAMPLE = 40;

    private static final int BLOCK_ROWS = 1024;

    private final ResultKey group;
    private final String feature;
    private final List<Reading> readings;
    private final Set<String> sample;

    private TestPlanes(ResultKey group, String feature, List<Reading> readings) {
        this.group = group;
        this.feature = feature;
        this.readings = readings;
        sample = sample(readings.stream().flatMap(reading -> reading.shard().examples().stream()));
    }

    /**
     * Rows of every layer whose trusted vectors vary in two directions at least.
     *
     * @param gaussians of the trusted vectors, by layer
     */
    static List<PlaneRow> rows(
            ResultKey group, String feature, List<Reading> readings, Map<Integer, RunFile> gaussians) {
        TestPlanes planes = new TestPlanes(group, feature, readings);
        List<PlaneRow> rows = new ArrayList<>();
        gaussians.forEach((layer, file) -> {
            Optional<PrincipalPlane> plane = PrincipalPlane.of(GaussianFile.read(file, 2));
            plane.ifPresent(found -> planes.add(rows, layer, found));
        });
        return rows;
    }

    /** Of each kind the ids with the smallest hashes. */
    static Set<String> sample(Stream<Example> examples) {
        return examples
                .collect(Collectors.groupingBy(example -> character(example) + labels(example)))
                .values()
                .stream()
                .flatMap(kind -> kind.stream()
                        .map(Example::id)
                        .sorted(Comparator.<String>comparingLong(ContentHash::of)
                                .thenComparing(id -> id))
                        .limit(SAMPLE))
                .collect(Collectors.toSet());
    }

    private void add(List<PlaneRow> rows, int layer, PrincipalPlane plane) {
        for (Reading reading : readings) {
            List<Example> examples = reading.shard().examples();
            try (LayerReader reader = LayerReader.open(reading.vectors(), layer, BLOCK_ROWS)) {
                for (LayerBlock block = reader.next(); block != null; block = reader.next()) {
                    int d = block.dimension();
                    for (int i = 0; i < block.present(); i++) {
                        Example example = examples.get(Math.toIntExact(block.start() + block.row(i)));
                        if (sample.contains(example.id())) {
                            double[] place = plane.place(FloatBuffer.wrap(block.values(), i * d, d));
                            rows.add(row(layer, plane, example, place));
                        }
                    }
                }
            }
        }
    }

    private PlaneRow row(int layer, PrincipalPlane plane, Example example, double[] place) {
        return new PlaneRow(
                group.model(),
                group.dataset(),
                group.variant(),
                feature,
                Score.layerName(layer),
                plane.share(),
                example.id(),
                character(example),
                labels(example),
                place[0],
                place[1]);
    }

    private static String character(Example example) {
        return (example.anomalous() ? QuirkyCharacter.BOB : QuirkyCharacter.ALICE).key();
    }

    private static String labels(Example example) {
        return (example.aliceLabel() == example.bobLabel() ? Subset.AGREE : Subset.DISAGREE).key();
    }
}
