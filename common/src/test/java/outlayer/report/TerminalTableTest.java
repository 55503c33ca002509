package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTableTest {

    @Test
    void demoIsTheTableOfTheGoldenFile() {
        assertThat(TerminalTable.of(FakeReport.demo(), 110)).isEqualTo(Resources.text("terminal-table.txt"));
    }

    @Test
    void noLineOfTheTableIsWiderThanTheTerminal() {
        String table = TerminalTable.of(FakeReport.demo(), 90);
        assertThat(table.lines().takeWhile(line -> !line.startsWith("control")))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(90));
        assertThat(table).contains("rcond=1e-3", "rcond=1e-5");
    }

    @Test
    void longNamesAreCutAndControlCharactersNeverReachTheTerminal() {
        String name = "a\u001b[31mvery-long-name-of-a-model-that-does-not-fit";
        String table =
                TerminalTable.of(FakeReport.of(List.of(name), List.of("d"), List.of("mahalanobis rcond=1e-5"), 2), 110);
        assertThat(table).doesNotContain("\u001b").contains("a?[31mvery-long-n…");
    }
}
