package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.settings.SettingsException;

class NamedRunTest {

    private static final String SETTINGS = "{\n  \"seed\" : 1,\n  \"root\" : \"out\"\n}";
    private static final String OTHERS = SETTINGS.replace("1", "2");

    @TempDir
    Path root;

    private static RunRecord extracted(String key, int computed, double seconds) {
        return new RunRecord(
                "monday",
                "2026-01-02T00:00:00Z",
                SETTINGS,
                new TreeMap<>(Map.of("extract", List.of(key))),
                new TreeMap<>(Map.of("outlayer", "1")),
                new TreeMap<>(Map.of("extract", computed)),
                new TreeMap<>(Map.of("extract", seconds)),
                List.of("careful with " + key));
    }

    private NamedRun open(String settings) {
        return NamedRun.open(Runs.local(root), "monday", settings);
    }

    /** 3 + 2 + 0 units in 1.5 + 0.5 + 0.25 seconds. */
    @Test
    void whatItsProcessesComputedAddsUp() {
        open(SETTINGS).add(extracted("0123", 3, 1.5));
        open(SETTINGS).add(extracted("4567", 2, 0.5));
        assertThat(Runs.local(root).runs()).isEmpty();

        RunRecord joined = open(SETTINGS).finish(extracted("0123", 0, 0.25));

        assertThat(joined.computed()).isEqualTo(Map.of("extract", 5));
        assertThat(joined.stageSeconds()).isEqualTo(Map.of("extract", 2.25));
        assertThat(joined.units()).isEqualTo(Map.of("extract", List.of("0123")));
        assertThat(joined.warnings()).containsExactly("careful with 0123");
        assertThat(Runs.local(root).runs()).containsExactly(joined);
    }

    @Test
    void finishedAgainItStaysAsItWas() {
        RunRecord first = open(SETTINGS).finish(extracted("0123", 3, 1.5));

        assertThat(open(SETTINGS).finish(extracted("0123", 0, 0.25))).isEqualTo(first);
        assertThat(Runs.local(root).runs()).containsExactly(first);
    }

    @Test
    void otherUnitsAreRefused() {
        open(SETTINGS).finish(extracted("0123", 3, 1.5));

        assertThatThrownBy(() -> open(SETTINGS).finish(extracted("4567", 3, 1.5)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Run monday under file:")
                .hasMessageContaining("was recorded with other units")
                .hasMessageEndingWith("Choose another run id");
    }

    @Test
    void otherSettingsAreRefusedWithTheFirstThatDiffers() {
        open(SETTINGS).add(extracted("0123", 3, 1.5));

        assertThatThrownBy(() -> open(OTHERS))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "was begun 2026-01-02T00:00:00Z with other settings: found now \"seed\" : 2, expected"
                                + " \"seed\" : 1.")
                .hasMessageEndingWith("Choose another run id, or the settings of that run");
    }

    @Test
    void otherSettingsThanThoseOfAFinishedRunAreRefused() {
        open(SETTINGS).finish(extracted("0123", 3, 1.5));

        assertThatThrownBy(() -> open(OTHERS))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("with other settings");
    }

    /** A process that was killed while it added its part may have left the beginning of a file. */
    @Test
    void whatAKilledProcessLeftIsNoPart() throws IOException {
        open(SETTINGS).add(extracted("0123", 3, 1.5));
        Files.createFile(root.resolve("runs/monday/.part.json.tmp"));

        assertThat(open(SETTINGS).finish(extracted("0123", 0, 0.25)).computed()).isEqualTo(Map.of("extract", 3));
    }

    /** Neither had added its part when the other began. */
    @Test
    void twoThatBeganAtOnceWithDifferentSettingsAreNotJoined() {
        NamedRun one = open(SETTINGS);
        NamedRun other = open(OTHERS);
        one.add(extracted("0123", 3, 1.5));

        assertThatThrownBy(() -> other.finish(extracted("0123", 0, 0)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("with other settings");
    }
}
