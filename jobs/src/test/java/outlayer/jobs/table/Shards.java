package outlayer.jobs.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.UnitFile;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;

/** Files of tables for tests: published in a fresh run, vectors drawn from a seed. */
final class Shards {

    static final String FILE = "table.parquet";

    private Shards() {}

    static RunFile publish(Path root, Consumer<UnitFile> write) {
        return publish(Runs.local(root), "table", write);
    }

    static RunFile publish(RunDirectory run, String label, Consumer<UnitFile> write) {
        try (UnitWriter unit = run.begin(UnitSpec.of("test", 1).label("name", label))) {
            write.accept(unit.file(FILE));
            Manifest manifest = unit.publish();
            return run.file(manifest, FILE);
        }
    }

    /** An id that sorts as its row. */
    static String id(int row) {
        return String.format(Locale.ROOT, "%016x", row);
    }

    /** Normal vectors [layers][rows, dimension]; about one row in seven is missing as a whole where asked. */
    static float[][] @Nullable [] vectors(long seed, VectorSchema schema, int rows, boolean missing) {
        Random random = new Random(seed);
        int layers = schema.layers().size();
        float[][] @Nullable [] cells = new float[layers][rows] @Nullable [];
        for (int i = 0; i < rows; i++) {
            boolean gone = missing && random.nextInt(7) == 0;
            for (int k = 0; k < layers; k++) {
                cells[k][i] = gone || (missing && random.nextInt(20) == 0)
                        ? null
                        : normal(random, schema.dimensions().get(k));
            }
        }
        return cells;
    }

    static void write(UnitFile file, VectorSchema schema, float[][] @Nullable [] cells, long rowGroupBytes) {
        try (VectorWriter writer = new VectorWriter(file, schema, rowGroupBytes)) {
            for (int i = 0; i < cells[0].length; i++) {
                List<float @Nullable []> row = new ArrayList<>();
                for (float[] @Nullable [] layer : cells) {
                    row.add(layer[i]);
                }
                if (row.stream().allMatch(cell -> cell == null)) {
                    writer.addMissing(id(i));
                } else {
                    writer.add(id(i), row, 0);
                }
            }
        }
    }

    static float[] normal(Random random, int dimension) {
        float[] vector = new float[dimension];
        for (int j = 0; j < dimension; j++) {
            vector[j] = (float) random.nextGaussian();
        }
        return vector;
    }

    static List<Integer> layers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** The layer as read block by block: one vector or null for each row. */
    static List<float @Nullable []> read(LayerReader reader) {
        List<float @Nullable []> rows = new ArrayList<>();
        for (LayerBlock block = reader.next(); block != null; block = reader.next()) {
            float[] @Nullable [] vectors = new float[block.length()] @Nullable [];
            for (int i = 0; i < block.present(); i++) {
                vectors[block.row(i)] = java.util.Arrays.copyOfRange(
                        block.values(), i * block.dimension(), (i + 1) * block.dimension());
            }
            rows.addAll(java.util.Arrays.asList(vectors));
        }
        return rows;
    }
}
