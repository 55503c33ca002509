package outlayer.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.SparkFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;

class UnitRunnerIT extends SparkFixture {

    /** Writes its number, or fails after half of it. */
    private record NumberUnit(int number, boolean fails) implements Unit {

        @Override
        public UnitSpec spec() {
            return UnitSpec.of("numbers", 1).label("number", Integer.toString(number));
        }

        @Override
        public Findings compute(RunDirectory run, UnitWriter writer) throws IOException {
            try (OutputStream out = writer.file("number").stream()) {
                out.write(number);
            }
            if (fails) {
                throw new IllegalArgumentException("Number " + number + " cannot be written, expected an even one");
            }
            return Findings.count("value", number).noting(List.of("a note", "of " + number % 2));
        }
    }

    @TempDir
    Path directory;

    private RunDirectory run() {
        return Runs.local(directory);
    }

    private static List<NumberUnit> units(int count) {
        return IntStream.range(0, count).mapToObj(i -> new NumberUnit(i, false)).toList();
    }

    @Test
    void manifestsComeInTheOrderOfThePlan() {
        StageResult result = UnitRunner.run(spark, run(), "numbers", units(9));

        assertThat(result.computed()).isEqualTo(9);
        assertThat(result.manifests())
                .extracting(manifest -> manifest.count("value"))
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(result.notes()).containsExactly("a note", "of 0", "of 1");
    }

    @Test
    void whatIsPublishedIsNotComputedAgain() {
        UnitRunner.run(spark, run(), "numbers", units(3));
        StageResult more = UnitRunner.run(spark, run(), "numbers", units(5));

        assertThat(more.computed()).isEqualTo(2);
        assertThat(more.reused()).isEqualTo(3);
        assertThat(more.keys()).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void aUnitThatIsPlannedTwiceIsComputedOnce() {
        NumberUnit unit = new NumberUnit(7, false);
        StageResult result = UnitRunner.run(spark, run(), "numbers", List.of(unit, unit));

        assertThat(result.computed()).isEqualTo(1);
        assertThat(result.manifests()).hasSize(2);
    }

    @Test
    void nothingToDoIsNoFailure() {
        assertThat(UnitRunner.run(spark, run(), "numbers", List.of()).computed())
                .isZero();
    }

    @Test
    void whatIsMissingIsShownBeforehandAndMayBeRefused() {
        UnitRunner.run(spark, run(), "numbers", units(2));
        List<Integer> missing = new ArrayList<>();
        UnitRunner.run(spark, run(), "numbers", units(4), found -> found.forEach(unit -> missing.add(unit.number())));
        assertThat(missing).containsExactly(2, 3);

        UnitRunner.run(spark, run(), "numbers", units(4), found -> missing.clear());
        assertThat(missing).as("untouched where nothing is missing").containsExactly(2, 3);
        assertThatThrownBy(() -> UnitRunner.run(spark, run(), "numbers", units(5), found -> {
                    throw new IllegalArgumentException("too many");
                }))
                .hasMessage("too many");
        assertThat(run().find(units(5).get(4).spec())).isEmpty();
    }

    /** What tasks publish arrives on the driver through accumulators; what was there before is not counted again. */
    @Test
    void publishedUnitsAreCounted() {
        WorkCounts counts = WorkCounts.register(spark.sparkContext(), "numbers");
        counts.add(UnitRunner.run(spark, run(), "numbers", units(1)).manifests().get(0));
        assertThat(counts.units().value()).isEqualTo(1);
        assertThat(counts.tokens().value()).isZero();

        long before = ExecutorCounts.JVM.sum("value");
        UnitRunner.run(spark, run(), "numbers", units(4));
        assertThat(ExecutorCounts.JVM.sum("value") - before).isEqualTo(1 + 2 + 3);
        UnitRunner.run(spark, run(), "numbers", units(4));
        assertThat(ExecutorCounts.JVM.sum("value") - before).isEqualTo(1 + 2 + 3);
    }

    /** Its own message is the innermost cause; what others published stays, what it wrote does not. */
    @Test
    void aFailingUnitStopsTheStage() throws IOException {
        List<NumberUnit> units = List.of(new NumberUnit(0, false), new NumberUnit(2, false), new NumberUnit(3, true));

        assertThatThrownBy(() -> UnitRunner.run(spark, run(), "numbers", units))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Number 3 cannot be written, expected an even one");

        assertThat(run().find(units.get(0).spec())).isPresent();
        assertThat(run().find(units.get(2).spec())).isEmpty();
        assertThat(TinyRun.files(
                        directory.resolve("units/numbers/" + units.get(2).spec().key())))
                .isEmpty();
    }

    @Test
    void aRootThatCannotBeWrittenIsRefusedBeforeAnyTask() throws IOException {
        java.nio.file.Files.writeString(directory.resolve("file"), "no folder");
        RunDirectory bad = Runs.local(directory.resolve("file/root"));

        assertThatThrownBy(() -> UnitRunner.run(spark, bad, "numbers", units(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Cannot create files under run.root " + bad.root());
    }
}
