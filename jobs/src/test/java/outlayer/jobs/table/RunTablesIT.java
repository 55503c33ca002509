package outlayer.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.evaluate.ScoreKey;
import outlayer.jobs.SparkFixture;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;

class RunTablesIT extends SparkFixture {

    @TempDir
    Path directory;

    private static String publish(RunDirectory run, String dataset) {
        UnitSpec spec = UnitSpec.of("score", 1)
                .label("model", "tiny")
                .label("dataset", dataset)
                .label("variant", "quirky")
                .label("part", "test");
        try (UnitWriter unit = run.begin(spec)) {
            ScoreKey key = new ScoreKey("activations", "lof", "k=5", "online", "1", "");
            ScoreTable.TABLE.write(
                    unit.file(ScoreTable.FILE), List.of(new Score("example of " + dataset, key, 0.5, null)));
            return unit.publish().key();
        }
    }

    /** Its path has what looks like a unit's before the unit's own. */
    @Test
    void aRootMayLieInADirectoryThatIsNamedAsThatOfUnits() {
        RunDirectory run = Runs.local(directory.resolve("units/nightly/demo"));
        run.record(new RunRecord(
                RunRecord.newId(),
                RunRecord.now(),
                "",
                new TreeMap<>(Map.of("score", List.of(publish(run, "addition"), publish(run, "hemisphere")))),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of()));

        assertThat(RunTables.open(spark, run.root())
                        .scores()
                        .select("model", "dataset", "variant", "part", "id", "score")
                        .collectAsList())
                .containsExactlyInAnyOrder(
                        RowFactory.create("tiny", "addition", "quirky", "test", "example of addition", 0.5),
                        RowFactory.create("tiny", "hemisphere", "quirky", "test", "example of hemisphere", 0.5));
    }
}
