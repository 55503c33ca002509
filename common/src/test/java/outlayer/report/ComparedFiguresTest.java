package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import outlayer.evaluate.Answers;
import outlayer.evaluate.AnswersRow;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.ComparisonRow;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.ResultKey;
import outlayer.evaluate.SeparationRow;
import outlayer.evaluate.TestExample;

/** Figures that set methods, models or answers beside each other. */
class ComparedFiguresTest {

    private static final String REFERENCE = "mahalanobis rcond=1e-5";
    private static final String OTHER = "lof k=20";

    private final Results results = new Results(data());

    /** The row is reference less other, 0.1 in [0.02, 0.18]; the figure shows other less reference. */
    @Test
    void differenceIsOfTheOtherMethodLessTheReferenceWhicheverCameFirst() {
        List<FigureGroup.Choice> choices = AgainstReference.choices(results);
        assertThat(choices).extracting(FigureGroup.Choice::label).containsExactly("lof k=20 on activations, online");
        String series = choices.get(0).figure().option().get("series").toString();
        assertThat(series)
                .contains("[[-0.1,0,-0.18,-0.02,0.03]]")
                .contains("[[0.04,1,-0.01,0.09,0.4]]")
                .contains("[[0.9,0.8]]");
        assertThat(choices.get(0).figure().alt()).contains("m, first: -0.100 [-0.180, -0.020]");
    }

    /** AUCs 0.9 and 0.7 of the reference over two datasets: mean 0.8. */
    @Test
    void barOfAMethodIsItsMeanOverDatasets() {
        Figure figure = new MethodsOverLayers(results, "online", results.methods()).figure();
        assertThat(named(figure, "mean over datasets").get("data").toString()).isEqualTo("[0.8,0.77]");
        assertThat(named(figure, "first").get("data").toString()).isEqualTo("[[0.9,0,0.89,0.91],[0.8,1,0.79,0.81]]");
        assertThat(figure.alt()).contains("m, mahalanobis rcond=1e-5 on activations, online: 0.800");
    }

    @Test
    void smallMultiplesHaveAPanelPerMethodAndModel() {
        Figure figure = new AucSmallMultiples(results, "online", results.methods()).figure();
        assertThat(figure.option().getAsJsonArray("grid")).hasSize(2);
        assertThat(named(figure, "first").get("data").toString()).isEqualTo("[[3,0.6]]");
        assertThat(figure.alt()).contains("m, lof k=20 on activations, online: n/a");
    }

    @Test
    void barsOfLossesAreThoseOfTheTable() {
        Figure figure = Losses.choices(results).get(0).figure();
        assertThat(named(figure, "Alice's prompts").get("data").toString()).isEqualTo("[0.1,null]");
        assertThat(named(figure, "Bob's prompts").get("data").toString()).isEqualTo("[0.2,null]");
        assertThat(figure.alt()).contains("m, first: own label 0.10 and 0.20, the other's 3.00 and 4.00");
    }

    /** Two of Alice's prompts with log-odds of her label 3 and -1: half the share in the bins of each, half above 0. */
    @Test
    void logOddsAreDrawnAsShares() {
        Figure figure = LogOddsHistograms.choices(results).get(0).figure();
        String data = named(figure, "Alice's prompts, quirky").get("data").toString();
        assertThat(data).contains("[3.25,0.5]", "[-0.75,0.5]", "[0.25,0]");
        assertThat(figure.alt()).contains("m, first, Alice's prompts, quirky: 50.0 % above 0");
        Figure other = LogOddsHistograms.choices(results).get(1).figure();
        String mirrored = named(other, "Alice's prompts, quirky").get("data").toString();
        assertThat(mirrored).contains("[-3.25,0.5]", "[0.75,0.5]", "[-0.25,0]");
        assertThat(LogOddsHistograms.choices(new Results(FakeReport.demo()))).isEmpty();
    }

    /** S = 0.5; means 4 where the own label is Yes and 1 where it is No, so 3 apart; half the sum of both gaps is 3.5. */
    @Test
    void separationStandsAgainstTheAnswers() {
        Figure figure = SeparationAgainstAnswers.choices(results).get(0).figure();
        assertThat(figure.option().get("series").toString()).contains("[[0.5,3]]", "[[0.5,3.5]]");
        assertThat(figure.alt()).contains("Alice-Bob separation: r n/a, n = 1");
    }

    @Test
    void everyOneOfThemCanBeDrawn() {
        SvgRenderer renderer = new SvgRenderer();
        List<Figure> figures = new ArrayList<>();
        figures.add(AgainstReference.choices(results).get(0).figure());
        figures.add(new MethodsOverLayers(results, "online", results.methods()).figure());
        figures.add(new AucSmallMultiples(results, "online", results.methods()).figure());
        figures.add(Losses.choices(results).get(0).figure());
        figures.add(LogOddsHistograms.choices(results).get(0).figure());
        figures.add(SeparationAgainstAnswers.choices(results).get(0).figure());
        for (Figure figure : figures) {
            assertThat(renderer.render(figure)).startsWith("<svg").endsWith("</svg>\n");
        }
    }

    private static JsonObject named(Figure figure, String name) {
        for (JsonElement series : figure.option().getAsJsonArray("series")) {
            JsonObject object = series.getAsJsonObject();
            if (object.has("name") && object.get("name").getAsString().equals(name)) {
                return object;
            }
        }
        throw new AssertionError("No series " + name);
    }

    private static ReportData data() {
        List<AucRow> auc = List.of(
                FakeReport.row("m", "first", "quirky", REFERENCE, "3", "", "all", 0.6, 0.01, ""),
                FakeReport.row("m", "first", "quirky", REFERENCE, "aggregate", "mean", "all", 0.9, 0.01, ""),
                FakeReport.row("m", "second", "quirky", REFERENCE, "aggregate", "mean", "all", 0.7, 0.01, ""),
                FakeReport.row("m", "first", "quirky", OTHER, "aggregate", "mean", "all", 0.8, 0.01, ""),
                FakeReport.row("m", "second", "quirky", OTHER, "aggregate", "mean", "all", 0.74, 0.01, ""));
        String reference = "activations/mahalanobis/rcond=1e-5/online/aggregate";
        String other = "activations/lof/k=20/online/aggregate";
        List<ComparisonRow> comparisons = List.of(
                new ComparisonRow(
                        "m", "first", "quirky", "all", reference, other, 0.1, 0.02, 0.18, 0.01, 0.03, "f", 0.5),
                new ComparisonRow(
                        "m", "second", "quirky", "all", other, reference, 0.04, -0.01, 0.09, 0.2, 0.4, "f", 0.5),
                new ComparisonRow("m", "first", "base", "all", reference, other, 0.9, 0.8, 1.0, 0.01, 0.03, "f", 0.5));
        QuirkinessRow quirk =
                new QuirkinessRow("m", "first", "quirky", null, 2, 1.0, 1.0, 0.1, 3.0, 0.2, 4.0, 2.9, 7.0, -2.9, 1);
        List<SeparationRow> separation =
                List.of(new SeparationRow("m", "first", "quirky", "activations", "3", 0.5, 0.125));
        List<TestExample> examples = List.of(
                new TestExample("1", "a", false, true, false, 3),
                new TestExample("2", "a", false, false, true, 1),
                new TestExample("3", "b", true, false, true, 5));
        AnswersRow answers = Answers.of(examples).row(new ResultKey("m", "first", "quirky", "t", "ab12", 1));
        return FakeReport.of(ResultRows.NONE
                .with(AucRow.class, auc)
                .with(QuirkinessRow.class, List.of(quirk))
                .with(SeparationRow.class, separation)
                .with(ComparisonRow.class, comparisons)
                .with(AnswersRow.class, List.of(answers)));
    }
}
