package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import outlayer.evaluate.AucRow;

class ReportFilesTest {

    private static final int MIB = 1 << 20;
    private static final SvgRenderer RENDERER = new SvgRenderer();

    private static Map<String, byte[]> files = Map.of();
    private static String page = "";

    @BeforeAll
    static void write() {
        files = ReportFiles.of(FakeReport.demo(), RENDERER);
        page = new String(files.get(ReportFiles.PAGE), StandardCharsets.UTF_8);
    }

    @Test
    void dataComeFirstAndThePageLast() {
        List<String> paths = new ArrayList<>(files.keySet());
        assertThat(paths.subList(0, 4))
                .containsExactly("auc.csv", "quirkiness.csv", "separation.csv", "comparisons.csv");
        assertThat(paths.subList(4, paths.size() - 1)).allMatch(path -> path.matches("figures/[a-z0-9-]+\\.svg"));
        assertThat(paths.get(paths.size() - 1)).isEqualTo("index.html");
    }

    @Test
    void csvHasAHeaderAndALinePerRow() {
        String csv = new String(files.get("auc.csv"), StandardCharsets.UTF_8);
        assertThat(csv).startsWith(String.join(",", AucRow.columns()) + "\n");
        assertThat(csv.lines().count()).isEqualTo(1 + FakeReport.demo().auc().size());
    }

    @Test
    void theSameDataGiveTheSameBytes() {
        Map<String, byte[]> again = ReportFiles.of(FakeReport.demo());
        assertThat(again.keySet()).containsExactlyElementsOf(files.keySet());
        again.forEach((path, bytes) -> assertThat(bytes).as(path).isEqualTo(files.get(path)));
    }

    @Test
    void pageLinksEveryOtherFile() {
        files.keySet().stream()
                .filter(path -> !path.equals(ReportFiles.PAGE))
                .forEach(path -> assertThat(page).contains("href=\"" + path + "\""));
    }

    @Test
    void pageAsksTheNetworkForNothing() {
        String own = page.replace(Resources.echarts(), "");
        assertThat(own)
                .doesNotContainPattern("(src|href)=[\"']?(https?:)?//")
                .doesNotContainPattern("@import|url\\([^#]");
    }

    @Test
    void everyFigureHasItsWordsItsOptionAndTheFirstItsDrawing() {
        for (FigureGroup group : Figures.of(new Results(FakeReport.demo()))) {
            Figure first = group.choices().get(0).figure();
            assertThat(page)
                    .contains("<figure id=\"" + first.id() + "\" data-width")
                    .contains("aria-label=\"" + Html.escape(first.alt()) + "\"")
                    .contains(Html.escape(first.caption()));
        }
        assertThat(page.split("<div class=\"still\"><svg", -1)).hasSize(1 + 5);
    }

    @Test
    void undefinedValuesAreShownWithTheirNote() {
        assertThat(page).contains("32 AUCs undefined: layer is constant");
        AucRow row = FakeReport.row("m", "d", "quirky", "det p", "aggregate", "mean", "all", null, 0, "one class only");
        assertThat(page(List.of(row))).contains("<td class=\"none\">n/a (one class only)</td>");
    }

    @Test
    void hostileTextIsShownAsText() {
        String name = "</script><script>alert(1)</script><b onclick='x'>\"&";
        ReportData demo = FakeReport.of(List.of(name), List.of(name), List.of("d " + name), 3);
        ReportData hostile = new ReportData(
                name,
                name,
                name,
                Map.of(name, name),
                demo.auc(),
                demo.quirkiness(),
                demo.separation(),
                demo.comparisons(),
                demo.curves(),
                demo.dataCards(),
                List.of(name),
                List.of(new StageTiming(name, 1, 0, 1)));
        String html = new String(ReportFiles.of(hostile, RENDERER).get(ReportFiles.PAGE), StandardCharsets.UTF_8);
        assertThat(html).doesNotContain("<script>alert", "<b onclick").contains("&lt;script&gt;alert(1)");
        assertThat(html.split("</script>", -1)).hasSize(page(List.of()).split("</script>", -1).length + 5);
    }

    @Test
    void emptyRunIsAPageThatSaysSo() {
        assertThat(page(List.of())).contains("No detector was scored.").contains("n/a: this run has none");
    }

    @Test
    void methodsThatDifferInPunctuationOnlyAreRefused() {
        List<AucRow> rows = List.of(
                FakeReport.row("m", "d", "quirky", "det a=1", "1", "", "all", 0.5, 0.1, ""),
                FakeReport.row("m", "d", "quirky", "det a:1", "1", "", "all", 0.5, 0.1, ""));
        assertThatThrownBy(() -> ReportFiles.of(data(rows), RENDERER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Two methods draw figure auc-by-layer-activations-det-a-1-online, expected feature, detector, params and"
                                + " mode to differ in more than punctuation");
    }

    @Test
    void pageOfTwoModelsTwelveDatasetsThirtyThreeLayersTwentyDetectorsStaysUnderFiveMegabytes() {
        ReportData large = FakeReport.of(
                List.of("Llama-3.1-8B", "Mistral-7B-v0.1"),
                IntStream.range(0, 12).mapToObj(i -> "dataset_number_" + i).toList(),
                IntStream.range(0, 20)
                        .mapToObj(i -> "detector" + i + " rcond=1e-5")
                        .toList(),
                33);
        Results results = new Results(large);
        List<FigureGroup> groups = Figures.of(results);
        Map<String, String> firsts = new HashMap<>();
        groups.forEach(group -> firsts.put(
                group.choices().get(0).figure().id(),
                RENDERER.render(group.choices().get(0).figure())));
        String html = new ReportPage(large, results, groups, firsts).html(List.of());
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(5 * MIB);
    }

    private static ReportData data(List<AucRow> auc) {
        return new ReportData(
                "run", "title", "", Map.of(), auc, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of());
    }

    private static String page(List<AucRow> auc) {
        return new String(ReportFiles.of(data(auc), RENDERER).get(ReportFiles.PAGE), StandardCharsets.UTF_8);
    }
}
