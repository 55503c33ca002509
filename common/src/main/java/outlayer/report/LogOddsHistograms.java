package outlayer.report;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.Answers;
import outlayer.evaluate.AnswersRow;

/** Log-odds of the asker's own label where the two labels differ: a panel per model and dataset, quirky and base. */
final class LogOddsHistograms {

    private static final int BINS = Answers.BINS;

    /** Whose label the log-odds are of; those of the one are those of the other with the other sign. */
    private enum Label {
        OWN("the own label", "", 1),
        OTHER("the other's label", "-other", -1);

        private final String words;
        private final String suffix;
        private final int sign;

        Label(String words, String suffix, int sign) {
            this.words = words;
            this.suffix = suffix;
            this.sign = sign;
        }
    }

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
    private final Label label;

    private LogOddsHistograms(Results results, Label label) {
        this.results = results;
        this.label = label;
    }

    /** One figure per label; none where log-odds were not summed up. */
    static List<FigureGroup.Choice> choices(Results results) {
        return Arrays.stream(Label.values())
                .filter(label -> results.hasAnswers())
                .map(label -> new FigureGroup.Choice(label.words, new LogOddsHistograms(results, label).figure()))
                .toList();
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
        Sheet sheet = new Sheet(panels);
        List<String> alt = new ArrayList<>();
        int reach = (int) Answers.REACH;
        for (String model : results.models()) {
            for (String dataset : results.datasets()) {
                int panel = sheet.panel(
                        Axes.value("log-odds of " + label.words, -reach, reach, reach / 2),
                        Json.object("type", "value", "show", false),
                        Json.object("xAxis", 0));
                for (Line line : Line.values()) {
                    double[] shares = line.shares(results, model, dataset);
                    sheet.draw(panel, line(line, shares));
                    if (line.variant.equals(Results.QUIRKY)) {
                        alt.add(model + ", " + dataset + ", " + line.words + ": "
                                + (shares == null ? Numbers.UNDEFINED : Numbers.percent(above(shares)) + " above 0"));
                    }
                }
            }
        }
        return sheet.figure(
                "log-odds" + label.suffix,
                "Log-odds of " + label.words,
                "How the models answer test questions on which the two labels differ, in nats: right of 0 "
                        + label.words + " is preferred. A quirky model lies "
                        + (label == Label.OWN ? "right" : "left")
                        + " of 0 for both characters; its base, which answers truly whoever asks, on the "
                        + (label == Label.OWN
                                ? "right for Alice and on the left for Bob"
                                : "left for Alice and on the right for Bob")
                        + ". Shares by half a nat; the outermost bins hold all beyond.",
                "Histograms of the log-odds of " + label.words + ". " + String.join("; ", alt) + ".");
    }

    /** The share of examples on which that label is preferred. */
    private double above(double[] shares) {
        return label == Label.OWN
                ? Arrays.stream(shares, BINS / 2, BINS).sum()
                : Arrays.stream(shares, 0, BINS / 2).sum();
    }

    private Series line(Line line, double @Nullable [] shares) {
        JsonArray data = new JsonArray();
        for (int bin = 0; shares != null && bin < BINS; bin++) {
            double middle = -Answers.REACH + (bin - 0.5) * Answers.BIN_WIDTH;
            double inside = Math.max(-Answers.REACH, Math.min(Answers.REACH, middle));
            data.add(Json.array(Json.quantity(label.sign * inside), Json.share(shares[bin])));
        }
        return Series.line(line.words, data)
                .set("step", "middle")
                .stroke(Palette.colour(line.colour), 1.5, line.dash)
                .columns("log-odds", "share");
    }
}
