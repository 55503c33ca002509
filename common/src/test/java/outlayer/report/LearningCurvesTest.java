package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.training.CurvePoint;

class LearningCurvesTest {

    private static final List<TrainedCurve> TRAINED = List.of(
            curve("tiny-llama", "addition", 3, 0, 1, 3, 7),
            curve("tiny-llama", "subtraction", 7, 0, 1, 3, 7),
            curve("tiny-mistral", "addition", 7, 0, 1, 3, 7));

    @Test
    void aPanelPerModelAndQuantityALinePerDataset() {
        Figure figure = figure(TRAINED);
        assertThat(figure.option().getAsJsonArray("grid")).hasSize(4);
        assertThat(titles(figure))
                .containsExactly(
                        "What this run trained",
                        "tiny-llama: validation loss",
                        "tiny-llama: quirkiness",
                        "tiny-mistral: validation loss",
                        "tiny-mistral: quirkiness");
        assertThat(lines(figure).map(LearningCurvesTest::name))
                .containsExactly("addition", "subtraction", "addition", "subtraction", "addition", "addition");
    }

    /** log2(step + 1) of 0, 1, 3 and 7 is 0, 1, 2 and 3. */
    @Test
    void pointsStandAtTheLogarithmOfTheStepAndCarryWhatTheTooltipShows() {
        List<JsonObject> lines = lines(figure(TRAINED)).toList();
        assertThat(lines.get(0).get("data").toString())
                .isEqualTo(
                        "[[0,0.8,0,null,0.5,0.25],[1,0.4,1,0.6,0.5,0.25],[2,0.2,3,0.6,0.5,0.25],[3,0.1,7,0.6,0.5,0.25]]");
        assertThat(lines.get(2).get("data").toString())
                .isEqualTo("[[0,-1,0,null,0.5,0.25],[1,0,1,0.6,0.5,0.25],[2,1,3,0.6,0.5,0.25],[3,2,7,0.6,0.5,0.25]]");
    }

    @Test
    void keptStepIsRinged() {
        List<JsonObject> rings = series(figure(TRAINED))
                .filter(s -> name(s).equals("kept weights"))
                .toList();
        assertThat(rings)
                .extracting(ring -> ring.get("data").toString())
                .containsExactly("[[2,0.2],[3,0.1]]", "[[2,1],[3,2]]", "[[3,0.1]]", "[[3,2]]");
    }

    @Test
    void panelsOfOneQuantityShareAnAxisThatHoldsEveryPointAndTheGuide() {
        Figure figure = figure(TRAINED);
        List<JsonObject> y = objects(figure, "yAxis");
        assertThat(y).extracting(axis -> axis.get("min").getAsDouble()).containsExactly(0.0, -1.0, 0.0, -1.0);
        assertThat(y).extracting(axis -> axis.get("max").getAsDouble()).containsExactly(0.8, 2.0, 0.8, 2.0);
        assertThat(figure.option().get("series").toString()).contains("{\"yAxis\":0.6931}", "{\"yAxis\":0}");
    }

    @Test
    void aDatasetHasTheColourOfTheOtherFigures() {
        ReportData demo = FakeReport.demo();
        Results results = new Results(with(demo, List.of(curve("tiny-llama", "multiplication", 1, 0, 1))));
        Figure figure = LearningCurves.choices(results).get(0).figure();
        JsonObject line = lines(figure).findFirst().orElseThrow();
        int index = results.datasets().indexOf("multiplication");
        assertThat(index).isEqualTo(2);
        assertThat(line.getAsJsonObject("itemStyle").get("color").getAsString()).isEqualTo(Palette.colour(index));
        assertThat(line.get("symbol").getAsString()).isEqualTo(Palette.symbol(index));
    }

    @Test
    void aBaseThatLearnedTheTruthIsNamedSo() {
        Figure figure = figure(List.of(curve("tiny-llama", "", 1, 0, 1)));
        assertThat(lines(figure).map(LearningCurvesTest::name)).containsOnly("truth (base)");
        assertThat(figure.alt()).contains("tiny-llama, truth (base)");
    }

    @Test
    void wordsSayWhatWasReached() {
        assertThat(figure(TRAINED).alt())
                .isEqualTo(
                        "Learning curves."
                                + " tiny-llama, addition: kept step 3 of 7; validation loss from 0.80 to 0.20, quirkiness from -1.00 to 1.00."
                                + " tiny-llama, subtraction: kept step 7 of 7; validation loss from 0.80 to 0.10, quirkiness from -1.00 to 2.00."
                                + " tiny-mistral, addition: kept step 7 of 7; validation loss from 0.80 to 0.10, quirkiness from -1.00 to 2.00.");
    }

    @Test
    void drawingNamesStepsQuantitiesAndDatasetsAndIsTheSameEachTime() {
        String svg = new SvgRenderer().render(figure(TRAINED));
        assertThat(svg)
                .contains(
                        "tiny-mistral: quirkiness",
                        "validation loss (nats)",
                        "step (log scale)",
                        "subtraction",
                        "kept weights",
                        ">7</text>")
                .isEqualTo(new SvgRenderer().render(figure(TRAINED)));
    }

    @Test
    void aRunThatTrainedNothingShowsNoCurves() {
        assertThat(LearningCurves.choices(new Results(FakeReport.demo()))).isEmpty();
        assertThat(ReportFiles.of(with(FakeReport.of(List.of(), List.of(), List.of(), 0), List.of()), new Drawings()))
                .doesNotContainKeys("learning.csv", "figures/learning-curves.svg");
    }

    @Test
    void aRunThatOnlyTrainedShowsItsCurvesOnThePageAndAsCsv() {
        Map<String, byte[]> files = ReportFiles.of(
                with(FakeReport.of(List.of(), List.of(), List.of(), 0), TRAINED.subList(0, 1)), new Drawings());
        assertThat(text(files, "index.html"))
                .contains("<h3 id=\"group-learning-curves\">", "figures/learning-curves.svg", "href=\"learning.csv\"");
        assertThat(text(files, "learning.csv")).isEqualTo("""
                        model,dataset,step,tokens,learning_rate,train_loss,gradient_norm,validation_loss,accuracy_alice,accuracy_bob,quirkiness,kept
                        tiny-llama,addition,0,0,,,,0.8,0.5,0.25,-1,false
                        tiny-llama,addition,1,100,0.005,0.6,1,0.4,0.5,0.25,0,false
                        tiny-llama,addition,3,300,0.005,0.6,1,0.2,0.5,0.25,1,true
                        tiny-llama,addition,7,700,0.005,0.6,1,0.1,0.5,0.25,2,false
                        """);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,'0,1'", "7,'0,1,7'", "256,'0,1,4,16,64,256'", "1600,'0,1,4,16,64,256,1600'"})
    void stepsAreLabelledByPowersOfFourAndTheLast(int last, String labelled) {
        assertThat(new StepAxis(last).labelled().stream().map(String::valueOf).toList())
                .containsExactly(labelled.split(","));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void scalesHoldBothEndsInFewRoundSteps(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            double least = 10 * random.nextGaussian();
            double most = least + Math.exp(4 * random.nextGaussian());
            Scale scale = Scale.around(least, most);
            double steps = (scale.high() - scale.low()) / scale.step();
            assertThat(scale.low()).isLessThanOrEqualTo(least + 1e-9 * scale.step());
            assertThat(scale.high()).isGreaterThanOrEqualTo(most - 1e-9 * scale.step());
            assertThat(Math.rint(steps)).isCloseTo(steps, within(1e-6)).isBetween(1.0, 6.0);
        }
    }

    @Test
    void aKeptStepThatWasNeverJudgedIsRefused() {
        assertThatThrownBy(() -> curve("tiny-llama", "addition", 5, 0, 1, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Learning curve of tiny-llama on addition: kept step 5 is not among its steps [0, 1, 3]");
    }

    /** Loss halves and quirkiness rises by one from point to point. */
    private static TrainedCurve curve(String model, String dataset, int kept, int... steps) {
        List<CurvePoint> points = IntStream.range(0, steps.length)
                .mapToObj(i -> {
                    boolean begun = steps[i] > 0;
                    return new CurvePoint(
                            steps[i],
                            100L * steps[i],
                            where(begun, 0.005),
                            where(begun, 0.6),
                            where(begun, 1),
                            0.8 / (1 << i),
                            0.5,
                            0.25,
                            i - 1.0);
                })
                .toList();
        return new TrainedCurve(model, dataset, points, kept);
    }

    private static @Nullable Double where(boolean begun, double value) {
        return begun ? value : null;
    }

    private static ReportData with(ReportData data, List<TrainedCurve> curves) {
        return FakeReport.with(data, TrainedCurve.class, curves);
    }

    private static Figure figure(List<TrainedCurve> curves) {
        Results results = new Results(with(FakeReport.of(List.of(), List.of(), List.of(), 0), curves));
        return LearningCurves.choices(results).get(0).figure();
    }

    private static String text(Map<String, byte[]> files, String path) {
        return new String(files.get(path), StandardCharsets.UTF_8);
    }

    private static List<String> titles(Figure figure) {
        return objects(figure, "title").stream()
                .map(title -> title.get("text").getAsString())
                .toList();
    }

    private static String name(JsonObject series) {
        return series.has("name") ? series.get("name").getAsString() : "";
    }

    private static Stream<JsonObject> lines(Figure figure) {
        return series(figure).filter(s -> s.get("type").getAsString().equals("line"));
    }

    private static Stream<JsonObject> series(Figure figure) {
        return objects(figure, "series").stream();
    }

    private static List<JsonObject> objects(Figure figure, String member) {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonElement element : figure.option().getAsJsonArray(member)) {
            objects.add(element.getAsJsonObject());
        }
        return objects;
    }
}
