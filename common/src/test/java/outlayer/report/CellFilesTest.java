package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.CellDetail;
import outlayer.evaluate.CellDetailRow;
import outlayer.evaluate.ResultGroup;
import outlayer.evaluate.ScoreKey;
import outlayer.evaluate.TestExample;

class CellFilesTest {

    private static final String HOSTILE = "</script><b onclick='x'>\u0007\u2028";

    private final Map<String, String> files = new LinkedHashMap<>();
    private final CellFiles written = write();

    @Test
    void aGroupHasAFilePerMethodAndOneOfPrompts() {
        assertThat(files.keySet())
                .containsExactly(
                        "data/cells/activations-mahalanobis-k-1-online/m-d-quirky.js", "data/prompts/m-d-quirky.js");
    }

    @Test
    void cellsAreFoundByTheirColumn() {
        assertThat(files.get("data/cells/activations-mahalanobis-k-1-online/m-d-quirky.js"))
                .startsWith(
                        "outlayer.receive(\"data/cells/activations-mahalanobis-k-1-online/m-d-quirky.js\", {\"3\":{\"roc\":")
                .contains("\"mean of layers\":{");
    }

    @Test
    void onlyPromptsThatAMistakeNamesAreWrittenAndNeverAsMarkup() {
        String prompts = files.get("data/prompts/m-d-quirky.js");
        assertThat(prompts)
                .contains("\"a\":\"\\u003c/script\\u003e\\u003cb onclick\\u003d\\u0027x\\u0027\\u003e\\u0007\\u2028\"")
                .doesNotContain("unnamed", "<", ">");
    }

    @Test
    void methodWithoutDetailsHasNoPath() {
        ResultGroup group = new ResultGroup("m", "d", "quirky");
        JsonArray paths = written.paths(group, new Method("activations", "mahalanobis", "k=1", "online"));
        assertThat(String.valueOf(paths))
                .isEqualTo(
                        "[\"data/cells/activations-mahalanobis-k-1-online/m-d-quirky.js\",\"data/prompts/m-d-quirky.js\"]");
        assertThat(written.paths(group, new Method("activations", "lof", "", "online")))
                .isNull();
    }

    private CellFiles write() {
        AucRow row = FakeReport.row("m", "d", "quirky", "mahalanobis k=1", "3", "", "all", 0.5, 0.1, "");
        CellDetail detail = CellDetail.of(
                new double[] {1, 2},
                List.of(
                        new TestExample("q", "n", false, true, true, 0),
                        new TestExample("q", "n", true, true, true, 0)),
                List.of("a", "b"));
        ScoreKey layer = ScoreKey.of("activations", "mahalanobis", "k=1", "online", "3");
        ScoreKey aggregate = layer.aggregate("mean");
        CellGroup group = new CellGroup(
                List.of(CellDetailRow.of(layer, detail), CellDetailRow.of(aggregate, detail)),
                Map.of("a", HOSTILE, "unnamed", "unnamed"));
        ReportData data = new ReportData(
                RunFacts.named("run", "title"),
                ResultRows.NONE.with(AucRow.class, List.of(row)),
                (model, dataset, variant) -> group);
        CellFiles cells = new CellFiles(new Results(data));
        cells.write(data, (path, content) -> files.put(path, new String(content, StandardCharsets.UTF_8)));
        return cells;
    }
}
