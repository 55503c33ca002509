package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    void ofManyMethodsItShowsTheMainOnesAndSaysHowManyMoreThereAre() {
        List<String> methods =
                IntStream.range(0, 19).mapToObj(i -> "detector" + i + " k=" + i).collect(Collectors.toList());
        methods.add("mahalanobis rcond=1e-5");
        String table = TerminalTable.of(FakeReport.of(List.of("m"), List.of("d"), methods, 2), 118);
        assertThat(table.lines().skip(1).limit(1))
                .allMatch(line -> line.stripLeading().startsWith("mahalanobis rcond=1e-5"));
        assertThat(table)
                .contains("The main methods; 14 more in the report and in auc.csv.\n")
                .contains("detector4 k=4")
                .doesNotContain("  detector5 k=5");
    }

    @Test
    void longNamesAreCutAndControlCharactersNeverReachTheTerminal() {
        String name = "a\u001b[31mvery-long-name-of-a-model-that-does-not-fit";
        String table =
                TerminalTable.of(FakeReport.of(List.of(name), List.of("d"), List.of("mahalanobis rcond=1e-5"), 2), 110);
        assertThat(table).doesNotContain("\u001b").contains("a?[31mvery-long-n…");
    }
}
