package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import outlayer.evaluate.AucRow;

class ReportFilesTest {

    private static final Drawings DRAWINGS = new Drawings();

    private static Map<String, byte[]> files = Map.of();
    private static String page = "";

    @BeforeAll
    static void write() {
        files = ReportFiles.of(FakeReport.demo(), DRAWINGS);
        page = new String(files.get(ReportFiles.PAGE), StandardCharsets.UTF_8);
    }

    @Test
    void dataComeFirstAndThePageLast() {
        List<String> paths = new ArrayList<>(files.keySet());
        assertThat(paths.subList(0, 4))
                .containsExactly("auc.csv", "quirkiness.csv", "separation.csv", "comparisons.csv");
        assertThat(paths.get(4)).isEqualTo("correlations.csv");
        assertThat(paths.subList(5, paths.size() - 1))
                .allMatch(path -> path.matches("(figures/[a-z0-9-]+\\.svg|data/[a-z]+/[a-z0-9-]+\\.js)"));
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
        Map<String, byte[]> again = ReportFiles.of(FakeReport.demo(), new Drawings());
        assertThat(again.keySet()).containsExactlyElementsOf(files.keySet());
        again.forEach((path, bytes) -> assertThat(bytes).as(path).isEqualTo(files.get(path)));
    }

    @Test
    void pageLinksEveryOtherFileThatAReaderMayWant() {
        files.keySet().stream()
                .filter(path -> !path.equals(ReportFiles.PAGE) && !path.startsWith("data/"))
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
    void theFirstFigureOfAGroupHasItsWordsItsOptionAndItsDrawing() {
        List<FigureGroup> groups = Figures.of(new Results(FakeReport.demo()));
        for (FigureGroup group : groups) {
            Figure first = group.choices().get(0).figure();
            assertThat(page)
                    .contains("<figure id=\"" + first.id() + "\">")
                    .contains("aria-label=\"" + Html.escape(first.alt()) + "\"")
                    .contains(Html.escape(first.caption()));
        }
        assertThat(page.split("<div class=\"still\"><svg", -1)).hasSize(1 + groups.size());
    }

    @Test
    void theOtherFiguresAreDataBesideThePage() {
        for (FigureGroup group : Figures.of(new Results(FakeReport.demo()))) {
            for (FigureGroup.Choice other :
                    group.choices().subList(1, group.choices().size())) {
                String path = "data/figures/" + other.figure().id() + ".js";
                assertThat(page).contains("<option value=\"" + path + "\">" + Html.escape(other.label()));
                assertThat(text(path))
                        .startsWith("outlayer.receive(\"" + path + "\", {\"caption\":")
                        .contains(DataScript.json(other.figure().option()));
            }
        }
    }

    @Test
    void everyRowOfATableThatMayBeLongLiesInItsPart() {
        JsonObject tables = index().getAsJsonObject("tables");
        ReportData demo = FakeReport.demo();
        assertThat(rowsOf(tables, "comparisons")).isEqualTo(demo.comparisons().size());
        assertThat(rowsOf(tables, "aggregates")).isEqualTo((int) demo.auc().stream()
                .filter(row -> row.cell().score().layer().equals("aggregate")
                        && row.cell().subset().equals("all"))
                .count());
    }

    @Test
    void everyAucIsACellOfItsMethod() {
        int cells = 0;
        for (JsonElement method : index().getAsJsonObject("cells").getAsJsonArray("methods")) {
            JsonObject data = data(method.getAsJsonObject().get("path").getAsString());
            cells += data.getAsJsonArray("rows").size();
            assertThat(data.get("columns").toString()).isEqualTo("[\"0\",\"1\",\"2\",\"3\",\"4\",\"mean of layers\"]");
        }
        assertThat(cells).isEqualTo(FakeReport.demo().auc().size());
    }

    private static int rowsOf(JsonObject tables, String table) {
        int rows = 0;
        for (JsonElement part : tables.getAsJsonObject(table).getAsJsonArray("parts")) {
            JsonObject of = part.getAsJsonObject();
            int found =
                    data(of.get("path").getAsString()).getAsJsonArray("rows").size();
            assertThat(found).isEqualTo(of.get("rows").getAsInt());
            rows += found;
        }
        return rows;
    }

    private static String text(String path) {
        return new String(files.get(path), StandardCharsets.UTF_8);
    }

    private static JsonObject data(String path) {
        String script = text(path);
        String json = script.substring(script.indexOf(", ") + 2, script.lastIndexOf(");"));
        return JsonParser.parseString(json).getAsJsonObject();
    }

    private static JsonObject index() {
        String open = "<script type=\"application/json\" id=\"index\">";
        int from = page.indexOf(open) + open.length();
        return JsonParser.parseString(page.substring(from, page.indexOf("</script>", from)))
                .getAsJsonObject();
    }

    @Test
    void undefinedValuesAreShownWithTheirNote() {
        assertThat(page).contains("32 AUCs undefined: layer is constant");
        AucRow row = FakeReport.row("m", "d", "quirky", "det p", "aggregate", "mean", "all", null, 0, "one class only");
        assertThat(page(List.of(row))).contains("<td class=\"lines\">n/a (one class only)\nbase n/a</td>");
    }

    @Test
    void hostileTextIsShownAsText() {
        String name = "</script><script>alert(1)</script><b onclick='x'>\"&";
        ReportData demo = FakeReport.of(List.of(name), List.of(name), List.of("d " + name), 3);
        RunFacts facts = new RunFacts(
                name,
                name,
                name,
                Map.of(name, name),
                demo.facts().dataCards(),
                List.of(name),
                List.of(new StageTiming(name, 1, 0, 1)));
        ReportData hostile = new ReportData(facts, demo.rows(), CellSource.none());
        Map<String, byte[]> all = ReportFiles.of(hostile, DRAWINGS);
        String html = new String(all.get(ReportFiles.PAGE), StandardCharsets.UTF_8);
        assertThat(html).doesNotContain("<script>alert", "<b onclick").contains("&lt;script&gt;alert(1)");
        assertThat(html.split("</script>", -1))
                .hasSize(page(List.of()).split("</script>", -1).length
                        + Figures.of(new Results(hostile)).size());
        all.forEach((path, content) -> {
            if (path.startsWith("data/")) {
                assertThat(new String(content, StandardCharsets.UTF_8)).as(path).doesNotContain("<", ">");
            }
        });
    }

    @Test
    void emptyRunIsAPageThatSaysSo() {
        assertThat(page(List.of())).contains("No detector was scored.").contains("n/a: this run has none");
    }

    @Test
    void methodsThatDifferInPunctuationOnlyHaveFilesOfTheirOwn() {
        List<AucRow> rows = List.of(
                FakeReport.row("m", "d", "quirky", "det a=1", "1", "", "all", 0.5, 0.1, ""),
                FakeReport.row("m", "d", "quirky", "det a:1", "1", "", "all", 0.5, 0.1, ""));
        assertThat(ReportFiles.of(FakeReport.of(rows), DRAWINGS))
                .containsKeys("data/auc/activations-det-a-1-online.js", "data/auc/activations-det-a-1-online-2.js");
    }

    private static String page(List<AucRow> auc) {
        return new String(ReportFiles.of(FakeReport.of(auc), DRAWINGS).get(ReportFiles.PAGE), StandardCharsets.UTF_8);
    }
}
