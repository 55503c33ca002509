package outlayer.jobs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.Dtype;
import outlayer.jobs.table.VectorSchema;
import outlayer.jobs.table.VectorWriter;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;

/**
 * One file of a wide table of made-up vectors: uniform noise about a mean that grows with the feature, up to 300, as some
 * channels of real models have. What the numbers are matters little to the speed: they do not compress.
 */
record SyntheticShard(TableShape shape, int index) implements Unit {

    static final String STAGE = "bench";
    static final String FILE = "vectors.parquet";

    @Override
    public UnitSpec spec() {
        return UnitSpec.of(STAGE, 1)
                .label("shape", shape.key())
                .label("layers", Integer.toString(shape.layers()))
                .label("files", Integer.toString(TableShape.FILES))
                .label("shard", Integer.toString(index));
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        VectorSchema schema = new VectorSchema(
                "activations",
                shape.d(),
                IntStream.range(0, shape.layers()).boxed().toList(),
                Dtype.FLOAT32);
        SplittableRandom random = new SplittableRandom(index);
        List<float @Nullable []> row = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            row.add(new float[shape.d()]);
        }
        int rows = shape.n() / TableShape.FILES;
        try (VectorWriter out = new VectorWriter(writer.file(FILE), schema)) {
            for (int i = 0; i < rows; i++) {
                for (float[] cell : row) {
                    draw(random, cell);
                }
                out.add(String.format(Locale.ROOT, "%08d", index * rows + i), row, 0);
            }
        }
        return Findings.count("rows", rows);
    }

    private static void draw(SplittableRandom random, float @Nullable [] cell) {
        for (int j = 0; cell != null && j < cell.length; j++) {
            cell[j] = (random.nextInt() >> 8) * 0x1p-24f + 300f * j / cell.length;
        }
    }
}
