package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import outlayer.flow.FlowPoint;

class FlowCurvesTest {

    @Test
    void aFigurePerModelWithALinePerLayerInBothPanels() {
        List<FigureGroup.Choice> choices = choices(List.of(flow("first", 2), flow("first", 4), flow("second", 4)));
        assertThat(choices).extracting(FigureGroup.Choice::label).containsExactly("first", "second");
        assertThat(lines(choices.get(0).figure()))
                .containsExactly(
                        "layer 2: [[0,1.5,0,0,null],[1,1.25,1,10,0.01],[2,1.125,3,30,0.01]]",
                        "layer 4: [[0,1.5,0,0,null],[1,1.25,1,10,0.01],[2,1.125,3,30,0.01]]",
                        "layer 2: [[1,1.4,1,10,0.01],[2,1.2,3,30,0.01]]",
                        "layer 4: [[1,1.4,1,10,0.01],[2,1.2,3,30,0.01]]");
        assertThat(choices.get(1).figure().alt())
                .isEqualTo("Flow training of second. Layer 4: kept step 3 of 3; validation loss from 1.500 to 1.125.");
    }

    @Test
    void ofManyLayersAnEvenChoiceIsDrawnAndSaidSo() {
        Figure figure = choices(IntStream.range(0, 33)
                        .mapToObj(layer -> flow("m", layer))
                        .toList())
                .get(0)
                .figure();
        assertThat(lines(figure)).hasSize(24);
        assertThat(figure.caption()).endsWith("Of 33 layers an even choice; all are in flows.csv.");
    }

    @Test
    void allPointsAreInTheTable() {
        ReportData data = FakeReport.of(ResultRows.NONE.with(TrainedFlow.class, List.of(flow("m", 4))));
        assertThat(new String(ReportFiles.of(data, new Drawings()).get("flows.csv"), StandardCharsets.UTF_8))
                .isEqualTo("""
                        model,layer,step,rows,learning_rate,train_loss,gradient_norm,validation_loss,kept
                        m,4,0,0,,,,1.5,false
                        m,4,1,10,0.01,1.4,1,1.25,false
                        m,4,3,30,0.01,1.2,1,1.125,true
                        """);
    }

    @Test
    void aKeptStepThatWasNeverJudgedIsRefused() {
        List<FlowPoint> points = flow("m", 4).points();
        assertThatThrownBy(() -> new TrainedFlow("m", 4, points, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Flow of m at layer 4: kept step 2 is not among its steps [0, 1, 3]");
    }

    private static TrainedFlow flow(String model, int layer) {
        List<FlowPoint> points = List.of(
                new FlowPoint(0, 0, null, null, null, 1.5),
                new FlowPoint(1, 10, 0.01, 1.4, 1.0, 1.25),
                new FlowPoint(3, 30, 0.01, 1.2, 1.0, 1.125));
        return new TrainedFlow(model, layer, points, 3);
    }

    private static List<FigureGroup.Choice> choices(List<TrainedFlow> flows) {
        return FlowCurves.choices(new Results(FakeReport.of(ResultRows.NONE.with(TrainedFlow.class, flows))));
    }

    private static List<String> lines(Figure figure) {
        List<String> lines = new ArrayList<>();
        for (JsonElement element : figure.option().getAsJsonArray("series")) {
            var series = element.getAsJsonObject();
            if (series.get("type").getAsString().equals("line")) {
                lines.add(series.get("name").getAsString() + ": " + series.get("data"));
            }
        }
        return lines;
    }
}
