package outlayer.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDiffTest {

    @TempDir
    Path directory;

    /** Layers 0 to 3: the same; +0.1 within intervals of 0.1; -0.3 beyond them; undefined in the second. Layers 4, 5: in one run only. */
    private RunDiff diff() {
        RecordedRun first = JudgedRun.of(
                directory.resolve("a"),
                1,
                ", \"detectors\": {\"lof\": {\"k\": [20]}}, \"models\": [{\"name\": \"x\", \"path\": \"p\"},"
                        + " {\"name\": \"y\"}]",
                List.of(
                        JudgedRun.auc("0", 0.5, 0.1),
                        JudgedRun.auc("1", 0.6, 0.1),
                        JudgedRun.auc("2", 0.9, 0.1),
                        JudgedRun.auc("3", 0.7, 0.1),
                        JudgedRun.auc("4", 0.7, 0.1)),
                1.5);
        RecordedRun second = JudgedRun.of(
                directory.resolve("b"),
                1,
                ", \"detectors\": {\"knn\": {}}, \"models\": [{\"name\": \"y\"}, {\"name\": \"x\", \"path\": \"q\"}]",
                List.of(
                        JudgedRun.auc("0", 0.5, 0.1),
                        JudgedRun.auc("1", 0.7, 0.1),
                        JudgedRun.auc("2", 0.6, 0.1),
                        JudgedRun.auc("3", null, 0),
                        JudgedRun.auc("5", 0.7, 0.1)),
                1.25);
        return RunDiff.of(first, second);
    }

    @Test
    void settingsAreComparedKeyByKeyAndListsByName() {
        assertThat(diff().settings())
                .extracting(Differing::toString)
                .containsExactly(
                        "detectors.knn: (not set) -> {}",
                        "detectors.lof.k: [20] -> (not set)",
                        "models.x.path: p -> q");
        assertThat(diff().versions()).isEmpty();
    }

    @Test
    void aucsAreMatchedByKeyAndOrderedByDifference() {
        Matched<AucChange> auc = diff().auc();
        assertThat(auc.changes()).extracting(row -> row.cell().score().layer()).containsExactly("3", "2", "1", "0");
        assertThat(auc.changes())
                .extracting(AucChange::intervals)
                .containsExactly("", AucChange.APART, AucChange.OVERLAP, AucChange.OVERLAP);
        assertThat(auc.changes().get(1).difference()).isCloseTo(-0.3, within(1e-12));
        assertThat(auc.onlyFirst()).isEqualTo(1);
        assertThat(auc.onlySecond()).isEqualTo(1);
        assertThat(diff().quirkiness().changes())
                .extracting(QuirkinessChange::difference)
                .containsExactly(-0.25);
        assertThat(diff().units()).containsEntry("evaluate", new RunDiff.Shared(0, 1, 1));
    }

    @Test
    void theTextSaysHowManyDifferAndByHowMuch() {
        assertThat(RunDiffText.of(diff(), 1))
                .contains("AUC: 4 in both, 3 of them differ, 1 only in the first, 1 only in the second, 1 of them with"
                        + " intervals apart; max |difference| 0.300000")
                .contains(" 0.700000       n/a")
                .contains("and 2 more")
                .contains("quirkiness: 1 in both, 1 of them differ")
                .contains(" 1.500000  1.250000  -0.250000  m addition quirky");
    }

    @Test
    void aRunIsEqualToItself() {
        RecordedRun run = JudgedRun.of(directory, 1, "", List.of(JudgedRun.auc("0", 0.5, 0.1)), null);
        RunDiff same = RunDiff.of(run, run);
        assertThat(same.settings()).isEmpty();
        assertThat(same.units()).containsEntry("evaluate", new RunDiff.Shared(1, 0, 0));
        assertThat(RunDiffText.of(same, 5))
                .contains("settings: the same")
                .contains("AUC: 1 in both, all the same")
                .contains("quirkiness: 1 in both, all the same");
    }
}
