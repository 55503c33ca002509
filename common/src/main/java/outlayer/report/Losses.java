package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.QuirkinessRow;

/** Losses on test questions where the two labels differ: a row of panels per label, a column per model, a bar per character. */
final class Losses {

    /** Whose label the loss is on. */
    private enum Label {
        OWN("own label (lower is better)", QuirkinessRow::lossAliceOnAlice, QuirkinessRow::lossBobOnBob),
        OTHER("the other's label (higher is better)", QuirkinessRow::lossAliceOnBob, QuirkinessRow::lossBobOnAlice);

        private final String words;

        @SuppressWarnings("ImmutableEnumChecker") // method references without state
        private final Function<QuirkinessRow, @Nullable Double> alice;

        @SuppressWarnings("ImmutableEnumChecker") // method references without state
        private final Function<QuirkinessRow, @Nullable Double> bob;

        Label(
                String words,
                Function<QuirkinessRow, @Nullable Double> alice,
                Function<QuirkinessRow, @Nullable Double> bob) {
            this.words = words;
            this.alice = alice;
            this.bob = bob;
        }
    }

    private static final int HEIGHT = 190;

    private final Results results;

    private Losses(Results results) {
        this.results = results;
    }

    /** One figure; none where no loss was measured. */
    static List<FigureGroup.Choice> choices(Results results) {
        boolean measured = results.models().stream()
                .anyMatch(model -> results.datasets().stream()
                        .anyMatch(dataset -> results.quirkiness(model, dataset, Results.QUIRKY) != null));
        return measured ? List.of(new FigureGroup.Choice("quirky models", new Losses(results).figure())) : List.of();
    }

    private Figure figure() {
        List<String> names = new ArrayList<>();
        for (Label label : Label.values()) {
            results.models().forEach(model -> names.add(model + ": " + label.words));
        }
        Panels panels = new Panels(
                "Loss of the quirky models, nats",
                names,
                List.of("Alice's prompts", "Bob's prompts"),
                Math.max(1, Math.min(2, results.models().size())),
                HEIGHT,
                52,
                24,
                Axes.roomBelow(results.datasets()));
        Sheet sheet = new Sheet(panels);
        for (Label label : Label.values()) {
            Scale scale = scale(label);
            for (String model : results.models()) {
                int panel = sheet.panel(
                        Axes.datasets(results.datasets(), panels.plotWidth(false)),
                        scale.axis("loss (nats)"),
                        Json.object("yAxis", Json.quantity(Math.log(2))));
                JsonArray missing = new JsonArray();
                sheet.draw(
                        panel,
                        bars(model, "Alice's prompts", label.alice, missing).colour(Palette.colour(0), 1));
                sheet.draw(
                        panel, bars(model, "Bob's prompts", label.bob, missing).set("itemStyle", hollow()));
                sheet.undefined(panel, missing);
            }
        }
        return sheet.figure(
                "losses",
                "Losses on own and opposing labels",
                "A quirky model has a low loss on each character's own label and a high one on the other's. Over test questions on"
                        + " which the two labels differ; the line at ln 2 is that of answering 50 : 50.",
                alt());
    }

    private Scale scale(Label label) {
        double most = Math.log(2);
        for (String model : results.models()) {
            for (String dataset : results.datasets()) {
                most = Math.max(most, orZero(loss(model, dataset, label.alice)));
                most = Math.max(most, orZero(loss(model, dataset, label.bob)));
            }
        }
        return Scale.around(0, most);
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    private @Nullable Double loss(String model, String dataset, Function<QuirkinessRow, @Nullable Double> of) {
        QuirkinessRow row = results.quirkiness(model, dataset, Results.QUIRKY);
        return row == null ? null : of.apply(row);
    }

    private Series bars(String model, String name, Function<QuirkinessRow, @Nullable Double> of, JsonArray missing) {
        JsonArray data = new JsonArray();
        for (String dataset : results.datasets()) {
            Double loss = loss(model, dataset, of);
            data.add(Json.quantity(loss));
            if (loss == null) {
                missing.add(Json.array(dataset, 0));
            }
        }
        return Series.bar(name, data).set("barMaxWidth", 26);
    }

    private String alt() {
        List<String> words = new ArrayList<>();
        for (String model : results.models()) {
            for (String dataset : results.datasets()) {
                words.add(String.format(
                        Locale.ROOT,
                        "%s, %s: own label %s and %s, the other's %s and %s",
                        model,
                        dataset,
                        Numbers.fixed(loss(model, dataset, Label.OWN.alice), 2),
                        Numbers.fixed(loss(model, dataset, Label.OWN.bob), 2),
                        Numbers.fixed(loss(model, dataset, Label.OTHER.alice), 2),
                        Numbers.fixed(loss(model, dataset, Label.OTHER.bob), 2)));
            }
        }
        return "Losses of Alice and of Bob, in nats. " + String.join("; ", words) + ".";
    }

    /** Of Bob's bars, which are told from Alice's without their colour. */
    private static JsonObject hollow() {
        return Json.object("color", "transparent", "borderColor", Palette.colour(1), "borderWidth", 2);
    }
}
