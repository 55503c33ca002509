package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.PlaneRow;

class PrincipalPlanesTest {

    private static final List<PlaneRow> ROWS = List.of(
            row("quirky", "1", "a", "alice", "agree", 1, 2),
            row("quirky", "1", "b", "alice", "disagree", 3, 4),
            row("quirky", "1", "c", "bob", "agree", 5, -8),
            row("quirky", "2", "c", "bob", "disagree", 7.5, -1),
            row("base", "1", "d", "bob", "agree", 9, 9));

    @Test
    void aPanelPerLayerASeriesPerKindOfExample() {
        Figure figure = choices(ROWS).get(0).figure();
        assertThat(titles(figure)).containsExactly("m, d: activations", "layer 1 (62 %)", "layer 2 (62 %)");
        assertThat(points(figure, "Alice, labels agree")).containsExactly("[[1,2]]", "[]");
        assertThat(points(figure, "Alice, labels differ")).containsExactly("[[3,4]]", "[]");
        assertThat(points(figure, "Bob, labels agree")).containsExactly("[[5,-8]]", "[]");
        assertThat(points(figure, "Bob, labels differ")).containsExactly("[]", "[[7.5,-1]]");
        assertThat(figure.alt())
                .contains("Layer 1: mean of Alice's (2.0, 3.0), of Bob's (5.0, -8.0).")
                .contains("Layer 2: mean of Alice's n/a, of Bob's (7.5, -1.0).");
    }

    /** exp(-r^2 / 2) of a standard Gaussian in the plane lies outside radius r: 5 % at r = 2.448. */
    @Test
    void theCircleHoldsNineteenOutOfTwenty() {
        JsonArray circle =
                drawn(choices(ROWS).get(0).figure(), "95 % of trusted").get(0).getAsJsonArray("data");
        assertThat(circle.get(0).toString()).isEqualTo("[2.448,0]");
        assertThat(Math.exp(-2.448 * 2.448 / 2)).isBetween(0.0499, 0.0501);
    }

    @Test
    void theFeatureOfTheFirstMethodComesFirst() {
        List<PlaneRow> rows = new ArrayList<>(ROWS);
        PlaneRow of = ROWS.get(0);
        rows.add(0, new PlaneRow("m", "d", "quirky", "other", "1", 1, "a", of.character(), of.labels(), 0, 0));
        assertThat(choices(rows)).extracting(FigureGroup.Choice::label).containsExactly("m, d: activations");
        assertThat(choices(List.of())).isEmpty();
    }

    @Test
    void drawingIsTheSameEachTime() {
        Figure figure = choices(ROWS).get(0).figure();
        assertThat(new SvgRenderer().render(figure))
                .contains("layer 2 (62 %)", "1st direction (sd)")
                .isEqualTo(new SvgRenderer().render(figure));
    }

    @ParameterizedTest
    @CsvSource({"3,'1 2 3'", "12,'1 2 3 4 5 6 7 8 9 10 11 12'", "32,'3 5 8 11 13 16 19 21 24 27 29 32'"})
    void ofManyLayersAnEvenChoiceIsShown(int last, String shown) {
        List<Integer> all = IntStream.rangeClosed(1, last).boxed().toList();
        assertThat(EvenChoice.of(all, 12).stream().map(String::valueOf).toList())
                .containsExactly(shown.split(" "));
    }

    private static PlaneRow row(
            String variant, String layer, String id, String character, String labels, double x, double y) {
        return new PlaneRow("m", "d", variant, "activations", layer, 0.618, id, character, labels, x, y);
    }

    private static List<FigureGroup.Choice> choices(List<PlaneRow> rows) {
        AucRow scored = FakeReport.row("m", "d", "quirky", "mahalanobis rcond=1e-5", "1", "", "all", 0.5, 0.1, "");
        ResultRows all = ResultRows.NONE.with(AucRow.class, List.of(scored)).with(PlaneRow.class, rows);
        return PrincipalPlanes.choices(new Results(FakeReport.of(all)));
    }

    private static List<String> titles(Figure figure) {
        return StreamSupport.stream(figure.option().getAsJsonArray("title").spliterator(), false)
                .map(title -> title.getAsJsonObject().get("text").getAsString())
                .toList();
    }

    private static List<String> points(Figure figure, String name) {
        return drawn(figure, name).stream().map(s -> s.get("data").toString()).toList();
    }

    private static List<JsonObject> drawn(Figure figure, String name) {
        return StreamSupport.stream(figure.option().getAsJsonArray("series").spliterator(), false)
                .map(s -> s.getAsJsonObject())
                .filter(s -> s.get("name").getAsString().equals(name))
                .toList();
    }
}
