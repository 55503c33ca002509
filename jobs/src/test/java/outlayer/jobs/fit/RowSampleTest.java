package outlayer.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.Dtype;
import outlayer.jobs.table.VectorSchema;
import outlayer.jobs.table.VectorWriter;
import outlayer.quirky.Part;

/** Sixty examples, each with its number for a vector; every tenth has none. */
class RowSampleTest {

    private static final int ROWS = 60;

    @TempDir
    private Path root;

    /** The examples in shards of that many. */
    private List<Reading> shards(int size) {
        RunDirectory run = Runs.local(root.resolve("of-" + size));
        List<Reading> readings = new ArrayList<>();
        VectorSchema schema = new VectorSchema("activations", 1, List.of(0), Dtype.FLOAT32);
        for (int from = 0; from < ROWS; from += size) {
            try (UnitWriter unit = run.begin(UnitSpec.of("test", 1).label("from", Integer.toString(from)))) {
                try (VectorWriter vectors = new VectorWriter(unit.file("vectors.parquet"), schema)) {
                    for (int i = from; i < Math.min(ROWS, from + size); i++) {
                        float @Nullable [] vector = i % 10 == 9 ? null : new float[] {i};
                        List<float @Nullable []> layers = new ArrayList<>();
                        layers.add(vector);
                        vectors.add("row " + i, layers, 0);
                    }
                }
                RunFile file = run.file(unit.publish(), "vectors.parquet");
                Shard shard = new Shard("dataset", Part.TRUSTED, readings.size(), file, "shard");
                readings.add(new Reading("model", "base", shard, "activations", "key-" + from, List.of(0), null, file));
            }
        }
        return readings;
    }

    private static double[] trusted(List<Reading> readings, int most) {
        FitInputs inputs = new FitInputs(readings, List.of(), List.of(), List.of(), most, 0);
        return new StoredLayer(inputs, 0).trusted().values();
    }

    @Test
    void allRowsThatHaveAVectorComeInTheirOrder() {
        double[] rows = trusted(shards(25), ROWS);
        assertThat(rows).hasSize(54).isSorted().doesNotHaveDuplicates();
        assertThat(rows).doesNotContain(9, 19, 59);
    }

    /** Which examples are taken depends on them alone, not on how they are cut into shards; more are the same and others. */
    @Test
    void ofTooManyASampleIsTakenThatShardsDoNotChange() {
        Set<Double> before = Set.of();
        for (int most : List.of(2, 10, 30, 59)) {
            double[] rows = trusted(shards(25), most);
            assertThat(rows).isSorted().hasSizeLessThanOrEqualTo(most);
            assertThat(trusted(shards(7), most)).isEqualTo(rows);
            Set<Double> taken = new TreeSet<>();
            for (double row : rows) {
                taken.add(row);
            }
            assertThat(taken).containsAll(before);
            before = taken;
        }
        assertThat(before).hasSizeBetween(53, 54);
    }
}
