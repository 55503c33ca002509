package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.ScoreKey;
import outlayer.evaluate.SeparationRow;

class FiguresTest {

    private static final String METHOD = "mahalanobis rcond=1e-5";

    private final Results results = new Results(data(List.of(
            row("quirky", "0", null),
            row("quirky", "1", 0.6),
            row("quirky", "2", 0.9),
            row("base", "1", 0.52),
            row("quirky", "aggregate", 0.8),
            row("base", "aggregate", null))));
    private final Method method = results.methods().get(0);

    @Test
    void layersWithDefinedAucAreThePointsOfTheLine() {
        JsonObject line = series(new AucByLayer(results, method).figure(), "line", "addition");
        assertThat(line.get("data").toString()).isEqualTo("[[1,0.6,0.58,0.62],[2,0.9,0.88,0.92]]");
    }

    @Test
    void baseControlIsDashedAndGrey() {
        JsonObject line = series(new AucByLayer(results, method).figure(), "line", "base control");
        assertThat(line.get("data").toString()).isEqualTo("[[1,0.52,0.5,0.54]]");
        assertThat(line.getAsJsonObject("lineStyle").get("type").getAsString()).isEqualTo("dashed");
        assertThat(line.getAsJsonObject("itemStyle").get("color").getAsString()).isEqualTo(Palette.GREY);
    }

    @Test
    void aucAxisRunsFromZeroToOneWithALineAtOneHalf() {
        JsonObject option = new AucByLayer(results, method).figure().option();
        JsonObject axis = option.getAsJsonArray("yAxis").get(0).getAsJsonObject();
        assertThat(axis.get("min").getAsInt()).isZero();
        assertThat(axis.get("max").getAsInt()).isEqualTo(1);
        assertThat(option.get("series").toString()).contains("{\"yAxis\":0.5}");
    }

    @Test
    void detectorIsNamedInTheDrawing() {
        assertThat(new AucByLayer(results, method)
                        .figure()
                        .option()
                        .get("title")
                        .toString())
                .contains("mahalanobis rcond=1e-5 on activations, online");
    }

    @Test
    void barsCarryTheirIntervals() {
        Figure figure = new AggregateBars(results, results.families().get(0)).figure();
        JsonObject quirky = series(figure, "bar", "quirky, rcond=1e-5");
        assertThat(quirky.get("data").toString()).isEqualTo("[[-0.21,0.8,0.78,0.82,\"addition\"]]");
        assertThat(quirky.getAsJsonObject("markLine").get("data").toString())
                .isEqualTo("[[{\"coord\":[-0.21,0.78]},{\"coord\":[-0.21,0.82]}]]");
    }

    @Test
    void undefinedBarSaysSo() {
        Figure figure = new AggregateBars(results, results.families().get(0)).figure();
        assertThat(series(figure, "bar", "base control, rcond=1e-5").getAsJsonArray("data"))
                .isEmpty();
        assertThat(labels(figure)).containsExactly("[0.21,0.04]");
        assertThat(figure.alt()).contains("base control, rcond=1e-5 n/a (one class)");
    }

    @Test
    void heatMapLeavesUndefinedCellsOutAndNamesThem() {
        Figure figure = new AucHeatMap(results, method).figure();
        JsonArray cells = series(figure, "heatmap", "tiny-llama").getAsJsonArray("data");
        assertThat(cells).hasSize(2);
        assertThat(cells.get(1).getAsJsonObject().get("value").toString()).isEqualTo("[\"2\",\"addition\",0.9]");
        assertThat(labels(figure)).containsExactly("[\"0\",\"addition\"]");
    }

    @Test
    void heatMapIsCentredAtOneHalf() {
        JsonObject scale = new AucHeatMap(results, method).figure().option().getAsJsonObject("visualMap");
        JsonArray colours = scale.getAsJsonObject("inRange").getAsJsonArray("color");
        assertThat(scale.get("min").getAsInt() + scale.get("max").getAsInt()).isEqualTo(1);
        assertThat(colours.size() % 2).isEqualTo(1);
        assertThat(colours.get(colours.size() / 2).getAsString()).isEqualTo("#f7f7f7");
    }

    @Test
    void quirkinessAgainstAucHasOnePointPerDataset() {
        JsonObject point = series(new QuirkinessAgainstAuc(results, method).figure(), "scatter", "addition");
        assertThat(point.get("data").toString()).isEqualTo("[[2.5,0.8,0.78,0.82]]");
    }

    @Test
    void separationAgainstAucLeavesUndefinedPointsOutAndCountsThem() {
        FigureGroup.Choice choice = SeparationAgainstAuc.choices(results).get(0);
        JsonObject points = series(choice.figure(), "scatter", "addition");
        assertThat(points.get("data").toString()).isEqualTo("[[0.01,0.6,1],[0.2,0.9,2]]");
        assertThat(choice.figure().caption()).contains("Left out, since the AUC is undefined or S is 0: 1 point.");
    }

    @Test
    void jointDetectorHasNoFiguresByLayer() {
        Results joint = new Results(data(List.of(row("quirky", "all", 0.7))));
        assertThat(Figures.of(joint))
                .extracting(FigureGroup::heading)
                .containsExactly("AUC over all layers", "Losses", "Quirkiness against AUC");
    }

    @Test
    void referenceMethodComesFirst() {
        assertThat(new Results(FakeReport.demo()).methods())
                .extracting(Method::params)
                .containsExactly("rcond=1e-5", "rcond=1e-3");
    }

    private static AucRow row(String variant, String layer, @Nullable Double auc) {
        String aggregation = layer.equals(ScoreKey.AGGREGATE) ? "mean" : "";
        return FakeReport.row(
                "tiny-llama",
                "addition",
                variant,
                METHOD,
                layer,
                aggregation,
                "all",
                auc,
                0.02,
                auc == null ? "one class" : "");
    }

    private static ReportData data(List<AucRow> auc) {
        QuirkinessRow quirk = new QuirkinessRow(
                "tiny-llama", "addition", "quirky", null, 150, 0.97, 0.95, 0.1, 2.7, 0.1, 2.6, 2.5, 5.1, -2.5, 1);
        List<SeparationRow> separation = new ArrayList<>();
        for (int layer = 0; layer < 3; layer++) {
            double s = new double[] {0, 0.01, 0.2}[layer];
            separation.add(new SeparationRow(
                    "tiny-llama", "addition", "quirky", "activations", Integer.toString(layer), s, s / 4));
        }
        return FakeReport.of(ResultRows.NONE
                .with(AucRow.class, auc)
                .with(QuirkinessRow.class, List.of(quirk))
                .with(SeparationRow.class, separation));
    }

    private static JsonObject series(Figure figure, String type, String name) {
        return all(figure).stream()
                .filter(s -> s.get("type").getAsString().equals(type))
                .filter(s -> s.has("name") && s.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Places that say n/a. */
    private static List<String> labels(Figure figure) {
        return all(figure).stream()
                .filter(s -> s.toString().contains("\"formatter\":\"n/a\""))
                .flatMap(s -> StreamSupport.stream(s.getAsJsonArray("data").spliterator(), false))
                .map(JsonElement::toString)
                .toList();
    }

    private static List<JsonObject> all(Figure figure) {
        return StreamSupport.stream(figure.option().getAsJsonArray("series").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }
}
