package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.Answers;
import outlayer.evaluate.AnswersRow;

/** Log-odds of the asker's own label where the two labels differ: a panel per model and dataset, quirky and base. */
final class LogOddsHistograms {

    private static final int BINS = Answers.BINS;

    /** One line of a panel. */
    private enum Line {
        ALICE(Results.QUIRKY, "Alice's prompts, quirky", 0, "solid"),
        BOB(Results.QUIRKY, "Bob's prompts, quirky", 1, "solid"),
        ALICE_BASE(Results.BASE, "Alice's prompts, base", 0, "dotted"),
        BOB_BASE(Results.BASE, "Bob's prompts, base", 1, "dotted");

        private final String variant;
        private final String words;
        private final int colour;
        private final String dash;

        Line(String variant, String words, int colour, String dash) {
            this.variant = variant;
            this.words = words;
            this.colour = colour;
            this.dash = dash;
        }

        /** Shares of the examples by bin; null where there is none. */
        private double @Nullable [] shares(Results results, String model, String dataset) {
            AnswersRow row = results.answers(model, dataset, variant);
            if (row == null) {
                return null;
            }
            String counts = this == ALICE || this == ALICE_BASE ? row.ownLogOddsAlice() : row.ownLogOddsBob();
            double[] shares = Arrays.stream(counts.split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            double sum = Arrays.stream(shares).sum();
            return sum == 0 ? null : Arrays.stream(shares).map(n -> n / sum).toArray();
        }
    }

    private final Results results;

    private LogOddsHistograms(Results results) {
        this.results = results;
    }

    /** One figure; none where log-odds were not summed up. */
    static List<FigureGroup.Choice> choices(Results results) {
        return results.hasAnswers()
                ? List.of(new FigureGroup.Choice("all datasets", new LogOddsHistograms(results).figure()))
                : List.of();
    }

    private Figure figure() {
        List<String> names = new ArrayList<>();
        results.models().forEach(model -> results.datasets().forEach(dataset -> names.add(model + ", " + dataset)));
        Panels panels = new Panels(
                "Where the two labels differ",
                names,
                Arrays.stream(Line.values()).map(line -> line.words).toList(),
                names.size() > 8 ? 4 : 2,
                110,
                30,
                10,
                44);
        JsonArray x = new JsonArray();
        JsonArray y = new JsonArray();
        JsonArray series = new JsonArray();
        List<String> alt = new ArrayList<>();
        int reach = (int) Answers.REACH;
        for (String model : results.models()) {
            for (String dataset : results.datasets()) {
                int panel = x.size();
                x.add(Axes.value(panel, "log-odds of the own label", -reach, reach, reach / 2));
                y.add(Json.object("gridIndex", panel, "type", "value", "show", false));
                series.add(Axes.guides(panel, Json.object("xAxis", 0)));
                for (Line line : Line.values()) {
                    double[] shares = line.shares(results, model, dataset);
                    series.add(line(panel, line, shares));
                    if (line.variant.equals(Results.QUIRKY)) {
                        alt.add(model + ", " + dataset + ", " + line.words + ": "
                                + (shares == null ? Numbers.UNDEFINED : Numbers.percent(above(shares)) + " above 0"));
                    }
                }
            }
        }
        JsonObject option = panels.frame();
        option.add("xAxis", x);
        option.add("yAxis", y);
        option.add("series", series);
        return new Figure(
                "log-odds",
                "Log-odds of own and opposing labels",
                "How the models answer test questions on which the two labels differ, in nats: right of 0 a prompt's own label is"
                        + " preferred, left of 0 the other character's (whose log-odds are the mirror image). Shares by half a nat; the"
                        + " outermost bins hold all beyond. A quirky model lies right of 0 for both; its base answers both alike.",
                "Histograms of log-odds. " + String.join("; ", alt) + ".",
                option,
                Panels.WIDTH,
                panels.height(),
                panels.narrowHeight());
    }

    /** The share of examples whose own label is preferred. */
    private static double above(double[] shares) {
        return Arrays.stream(shares, BINS / 2, BINS).sum();
    }

    private static JsonObject line(int panel, Line line, double @Nullable [] shares) {
        JsonArray data = new JsonArray();
        for (int bin = 0; shares != null && bin < BINS; bin++) {
            double middle = -Answers.REACH + (bin - 0.5) * Answers.BIN_WIDTH;
            double inside = Math.max(-Answers.REACH, Math.min(Answers.REACH, middle));
            data.add(Json.array(Json.quantity(inside), Json.share(shares[bin])));
        }
        return Json.object(
                "type",
                "line",
                "step",
                "middle",
                "name",
                line.words,
                "xAxisIndex",
                panel,
                "yAxisIndex",
                panel,
                "symbol",
                "none",
                "itemStyle",
                Json.object("color", Palette.colour(line.colour)),
                "lineStyle",
                Json.object("width", 1.5, "type", line.dash),
                "dimensions",
                Json.array("log-odds", "share"),
                "data",
                data);
    }
}
