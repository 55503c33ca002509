package outlayer.jobs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.Dtype;
import outlayer.jobs.table.GaussianFile;
import outlayer.jobs.table.VectorSchema;
import outlayer.jobs.table.VectorWriter;
import outlayer.jobs.work.Unit;
import outlayer.quirky.Part;
import outlayer.stats.Gaussian;

/** Three shards of 4000 rows of 3 features: one portion holds two of them, the other one. */
class MomentsUnitTest {

    private static final Readings.Group GROUP = new Readings.Group("model", "dataset", "base");
    private static final String FEATURE = Reading.ACTIVATIONS;
    private static final int LAYER = 1;
    private static final int SHARD_ROWS = 4000;
    private static final double CUTOFF = 1e-6;

    @TempDir
    private Path root;

    private RunDirectory run;
    private List<Reading> readings;

    @BeforeEach
    void writeShards() {
        run = Runs.local(root);
        readings = IntStream.range(0, 3).mapToObj(this::shard).toList();
    }

    @Test
    void aLargeGroupIsReadInPortions() {
        List<List<MomentsUnit>> plan = MomentsUnit.plan(GROUP, FEATURE, List.of(0, LAYER), readings);
        assertThat(plan).hasSize(2);
        assertThat(plan.get(LAYER)).hasSize(2);
        assertThat(plan.get(LAYER).get(0).readings()).isEqualTo(readings.subList(0, 2));
        assertThat(plan.get(LAYER).get(1).readings()).isEqualTo(readings.subList(2, 3));
        assertThat(MomentsUnit.plan(GROUP, FEATURE, List.of(0, LAYER), readings.subList(0, 2))
                        .get(0))
                .hasSize(1);
    }

    @Test
    void mergedPortionsGiveTheFitOfOnePass() throws IOException {
        List<MomentsUnit> portions =
                MomentsUnit.plan(GROUP, FEATURE, List.of(0, LAYER), readings).get(LAYER);
        for (MomentsUnit portion : portions) {
            publish(portion);
        }
        Gaussian merged = fit(portions);
        Gaussian onePass = fit(List.of(new MomentsUnit(GROUP, FEATURE, LAYER, 0, readings)));
        assertThat(merged.n()).isEqualTo(3 * SHARD_ROWS).isEqualTo(onePass.n());
        assertThat(merged.mean()).containsExactly(onePass.mean(), within(1e-9));
        assertThat(merged.spectrum().values())
                .containsExactly(onePass.spectrum().values(), within(1e-9));
        assertThat(merged.spectrum().vectors().values())
                .containsExactly(onePass.spectrum().vectors().values(), within(1e-6));
    }

    @Test
    void aMissingPortionIsNamed() {
        List<MomentsUnit> portions =
                MomentsUnit.plan(GROUP, FEATURE, List.of(0, LAYER), readings).get(LAYER);
        assertThatThrownBy(() -> MomentsUnit.merged(run, portions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unit " + portions.get(0).spec() + " is not published");
    }

    private Gaussian fit(List<MomentsUnit> portions) throws IOException {
        Manifest published = publish(new GaussianUnit(GROUP, FEATURE, LAYER, portions, CUTOFF));
        return GaussianFile.read(run.file(published, GaussianFile.fileName(LAYER)));
    }

    private Manifest publish(Unit unit) throws IOException {
        try (UnitWriter writer = run.begin(unit.spec())) {
            unit.compute(run, writer);
            return writer.publish();
        }
    }

    /** Features about 3000, with spreads of 1, 2 and 3. */
    private Reading shard(int index) {
        VectorSchema schema = new VectorSchema(FEATURE, 3, List.of(0, LAYER), Dtype.FLOAT32);
        Random random = new Random(index);
        float[] values = new float[3];
        try (UnitWriter unit = run.begin(UnitSpec.of("test", 1).label("shard", Integer.toString(index)))) {
            try (VectorWriter vectors = new VectorWriter(unit.file("vectors.parquet"), schema)) {
                for (int row = 0; row < SHARD_ROWS; row++) {
                    for (int j = 0; j < values.length; j++) {
                        values[j] = (float) (3000 + (j + 1) * random.nextGaussian());
                    }
                    vectors.add("row " + row, List.of(new float[3], values), 0);
                }
            }
            RunFile file = run.file(unit.publish(), "vectors.parquet");
            Shard shard = new Shard("dataset", Part.TRUSTED, index, file, "shard");
            return new Reading(
                    "model", "base", shard, Reading.ACTIVATIONS, "key-" + index, List.of(0, LAYER), file, file);
        }
    }
}
