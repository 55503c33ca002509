package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import outlayer.evaluate.PlaneRow;
import outlayer.evaluate.Subset;
import outlayer.quirky.QuirkyCharacter;

/**
 * Where test vectors lie on the plane of the two directions in which trusted vectors vary most (principal components): a panel per
 * layer, for one quirky model, dataset and feature.
 */
final class PrincipalPlanes {

    /** Panels that a page has room for; of more layers an even choice is shown. */
    private static final int MOST_LAYERS = 12;

    private static final int COLUMNS = 4;

    /** Of a standard Gaussian in the plane this radius holds 95 %: sqrt(-2 ln 0.05). */
    private static final double RADIUS = Math.sqrt(-2 * Math.log(0.05));

    private static final int PIECES = 48;
    private static final String CIRCLE = "95 % of trusted";

    private record Key(String model, String dataset, String feature) {}

    /** Who asks, and whether the two labels agree. */
    private enum Kind {
        ALICE_AGREE(QuirkyCharacter.ALICE, Subset.AGREE, "Alice, labels agree", 0, "circle"),
        ALICE_DISAGREE(QuirkyCharacter.ALICE, Subset.DISAGREE, "Alice, labels differ", 0, "circle"),
        BOB_AGREE(QuirkyCharacter.BOB, Subset.AGREE, "Bob, labels agree", 1, "triangle"),
        BOB_DISAGREE(QuirkyCharacter.BOB, Subset.DISAGREE, "Bob, labels differ", 1, "triangle");

        private final QuirkyCharacter character;
        private final Subset labels;
        private final String words;
        private final int colour;
        private final String symbol;

        Kind(QuirkyCharacter character, Subset labels, String words, int colour, String symbol) {
            this.character = character;
            this.labels = labels;
            this.words = words;
            this.colour = colour;
            this.symbol = symbol;
        }

        /** Filled where the labels differ, hollow where they agree. */
        private JsonObject look() {
            String hue = Palette.colour(colour);
            return labels == Subset.DISAGREE
                    ? Json.object("color", hue, "opacity", 0.75)
                    : Json.object("color", "transparent", "borderColor", hue, "borderWidth", 1.2, "opacity", 0.9);
        }

        private boolean has(PlaneRow row) {
            return row.character().equals(character.key()) && row.labels().equals(labels.key());
        }
    }

    private final Results results;
    private final Key key;
    private final Map<Integer, List<PlaneRow>> layers;

    private PrincipalPlanes(Results results, Key key, Map<Integer, List<PlaneRow>> layers) {
        this.results = results;
        this.key = key;
        this.layers = shown(layers);
    }

    /** A figure per quirky model, dataset and feature: the feature of the first method before all others. */
    static List<FigureGroup.Choice> choices(Results results) {
        Map<Key, Map<Integer, List<PlaneRow>>> groups = new LinkedHashMap<>();
        for (PlaneRow row : results.rows(PlaneRow.class)) {
            if (row.variant().equals(Results.QUIRKY)) {
                groups.computeIfAbsent(new Key(row.model(), row.dataset(), row.feature()), k -> new TreeMap<>())
                        .computeIfAbsent(Integer.valueOf(row.layer()), layer -> new ArrayList<>())
                        .add(row);
            }
        }
        List<String> features =
                results.methods().stream().map(Method::feature).distinct().toList();
        List<FigureGroup.Choice> choices = new ArrayList<>();
        features.forEach(feature -> groups.forEach((key, layers) -> {
            if (key.feature().equals(feature)) {
                Figure figure = new PrincipalPlanes(results, key, layers).figure();
                choices.add(new FigureGroup.Choice(key.model() + ", " + key.dataset() + ": " + feature, figure));
            }
        }));
        return choices;
    }

    private static Map<Integer, List<PlaneRow>> shown(Map<Integer, List<PlaneRow>> layers) {
        Map<Integer, List<PlaneRow>> shown = new LinkedHashMap<>();
        EvenChoice.of(List.copyOf(layers.entrySet()), MOST_LAYERS)
                .forEach(layer -> shown.put(layer.getKey(), layer.getValue()));
        return shown;
    }

    private Figure figure() {
        List<String> names = new ArrayList<>();
        layers.forEach((layer, rows) ->
                names.add("layer " + layer + " (" + Math.round(100 * rows.get(0).share()) + " %)"));
        List<String> legend = new ArrayList<>(
                Arrays.stream(Kind.values()).map(kind -> kind.words).toList());
        legend.add(CIRCLE);
        String heading = key.model() + ", " + key.dataset() + ": " + key.feature();
        Sheet sheet = new Sheet(new Panels(heading, names, legend, COLUMNS, 170, 44, 14, 46));
        sheet.symbolsInLegend();
        List<String> alt = new ArrayList<>();
        layers.forEach((layer, rows) -> {
            int panel = sheet.panel(axis(rows, PlaneRow::first, "1st"), axis(rows, PlaneRow::second, "2nd"));
            sheet.draw(panel, circle());
            for (Kind kind : Kind.values()) {
                sheet.draw(panel, points(kind, rows));
            }
            alt.add(words(layer, rows));
        });
        return sheet.figure(
                "principal-planes-" + results.slug(key, String.join("-", key.feature(), key.model(), key.dataset())),
                "Principal planes: " + heading,
                "Test vectors of the quirky model on the two directions in which trusted vectors of the layer vary most, in standard"
                        + " deviations of the trusted; in brackets the part of the trusted variance that lies in that plane: what tells Bob from"
                        + " Alice may lie outside it. The ellipse holds 95 % of a Gaussian. A sample of the test examples, the same on"
                        + " every layer.",
                "Principal planes of " + heading + ". " + String.join(" ", alt));
    }

    private static JsonObject axis(List<PlaneRow> rows, ToDoubleFunction<PlaneRow> of, String name) {
        double least = rows.stream().mapToDouble(of).min().orElse(0);
        double most = rows.stream().mapToDouble(of).max().orElse(0);
        JsonObject axis = Scale.around(Math.min(-3, least), Math.max(3, most)).axis(name + " direction (sd)");
        axis.addProperty("nameGap", name.equals("1st") ? 24 : 30);
        axis.add("splitLine", Json.object("show", false));
        axis.add("axisLabel", Json.object("hideOverlap", true, "fontSize", 10));
        return axis;
    }

    private static Series circle() {
        JsonArray data = new JsonArray();
        for (int i = 0; i <= PIECES; i++) {
            double angle = 2 * Math.PI * i / PIECES;
            data.add(Json.array(Json.quantity(RADIUS * Math.cos(angle)), Json.quantity(RADIUS * Math.sin(angle))));
        }
        return Series.line(CIRCLE, data).silent().stroke(Palette.GREY, 1.2, "solid");
    }

    private static Series points(Kind kind, List<PlaneRow> rows) {
        JsonArray data = new JsonArray();
        rows.stream()
                .filter(kind::has)
                .forEach(row -> data.add(Json.array(Json.quantity(row.first()), Json.quantity(row.second()))));
        return Series.scatter(kind.words, data)
                .symbol(kind.symbol, 5)
                .set("itemStyle", kind.look())
                .columns("1st", "2nd");
    }

    private static String words(int layer, List<PlaneRow> rows) {
        return String.format(
                Locale.ROOT,
                "Layer %d: mean of Alice's %s, of Bob's %s.",
                layer,
                mean(rows, QuirkyCharacter.ALICE),
                mean(rows, QuirkyCharacter.BOB));
    }

    private static String mean(List<PlaneRow> rows, QuirkyCharacter character) {
        List<PlaneRow> its = rows.stream()
                .filter(row -> row.character().equals(character.key()))
                .toList();
        return its.isEmpty()
                ? Numbers.UNDEFINED
                : String.format(
                        Locale.ROOT,
                        "(%.1f, %.1f)",
                        its.stream().mapToDouble(PlaneRow::first).average().orElseThrow(),
                        its.stream().mapToDouble(PlaneRow::second).average().orElseThrow());
    }
}
