package outlayer.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.evaluate.ResultGroup;

class OverSeedsTest {

    @TempDir
    Path directory;

    private RecordedRun run(long seed, String settings, double auc) {
        return JudgedRun.of(
                directory.resolve("seed-" + seed),
                seed,
                settings,
                List.of(
                        JudgedRun.auc("0", null, 0),
                        JudgedRun.auc("1", auc, 0.1),
                        JudgedRun.auc("2", seed == 3 ? null : auc, 0.1)),
                seed / 2.0);
    }

    /** 0.5, 0.7, 0.9: mean 0.7, standard deviation sqrt(0.08 / 2) = 0.2; layer 2 is not defined for seed 3; quirkiness 0.5, 1, 1.5. */
    @Test
    void everyCellHasItsSpread() {
        OverSeeds combined = OverSeeds.of(List.of(run(1, "", 0.5), run(2, "", 0.7), run(3, "", 0.9)));
        assertThat(combined.auc()).extracting(row -> row.cell().score().layer()).containsExactly("0", "1", "2");
        assertThat(combined.auc()).extracting(row -> row.auc().n()).containsExactly(0L, 3L, 2L);
        SeedSpread layer = combined.auc().get(1).auc();
        assertThat(layer.mean()).isCloseTo(0.7, within(1e-12));
        assertThat(layer.standardDeviation()).isCloseTo(0.2, within(1e-12));
        assertThat(layer.min()).isEqualTo(0.5);
        assertThat(layer.max()).isEqualTo(0.9);
        assertThat(combined.auc().get(0).auc().mean()).isNull();
        assertThat(combined.quirkiness())
                .containsExactly(new QuirkinessOverSeeds(
                        new ResultGroup("m", "addition", "quirky"), new SeedSpread(3, 1.0, 0.5, 0.5, 1.5)));
    }

    @Test
    void otherSettingsAreRefusedByName() {
        RecordedRun first = run(1, ", \"parts\": {\"salt\": 0}", 0.5);
        RecordedRun second = run(2, ", \"parts\": {\"salt\": 3}", 0.5);
        assertThatThrownBy(() -> OverSeeds.of(List.of(first, second)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Runs " + first + " and " + second
                        + " differ in more than run.seed: [parts.salt: 0 -> 3]. Combine runs of one experiment");
    }

    @Test
    void aSeedCountsOnce() {
        RecordedRun first = run(1, "", 0.5);
        RecordedRun second = run(1, "", 0.7);
        assertThatThrownBy(() -> OverSeeds.of(List.of(first, second)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("have the same seed 1; the spread over seeds needs each once");
        assertThatThrownBy(() -> OverSeeds.of(List.of(first)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("expected two at least");
    }
}
