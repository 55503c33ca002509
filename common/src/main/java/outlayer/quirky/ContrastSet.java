package outlayer.quirky;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Short yes/no questions, each with its negated form, whose answers anybody can check. Either form is put twice: with its wrong answer and
 * with its right one, so that a probe may learn what a model's inside looks like before a wrong answer (METHODS.md 3.4).
 *
 * <p>A set is a JSON file: {@code name}; {@code frame}, with the slots {question} and {answer}, which makes the text; {@code choices}, the two
 * answers, no and yes; {@code questions}, a list of objects of {@code question}, {@code negated}, and {@code yes}: whether yes is the right answer to
 * the question and no to the negated one, or the other way round.
 */
public final class ContrastSet {

    private static final String FOLDER = "/outlayer/quirky/contrast/";
    private static final Set<String> SLOTS = Set.of("question", "answer");

    /**
     * One text.
     *
     * @param question the position of its question in the set, which four texts share
     * @param wrong whether it gives the wrong answer: class 1 of a probe
     */
    public record Text(int question, String text, boolean wrong) {}

    private final String name;
    private final List<Text> texts;

    private ContrastSet(String name, List<Text> texts) {
        this.name = name;
        this.texts = List.copyOf(texts);
    }

    /** A set that ships with Outlayer: {@code everyday-1}, misconceptions and plain facts; {@code arithmetic-1}, sums in the words of the tiny models. */
    public static ContrastSet named(String name) {
        String path = FOLDER + name + ".json";
        try (InputStream stream = ContrastSet.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalArgumentException(
                        "No contrast set '%s' on the class path (%s); everyday-1 and arithmetic-1 ship with Outlayer, your own is read from its file"
                                .formatted(name, path));
            }
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8), path);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read contrast set " + path, unreadable);
        }
    }

    /** A set from the text of its file; {@code origin} says in error messages where the text came from. */
    public static ContrastSet parse(String json, String origin) {
        JsonObject root = TemplateJson.root(json, "Contrast set " + origin);
        String name = TemplateJson.text(root, "name", "Contrast set " + origin);
        String where = "Contrast set %s (%s)".formatted(name, origin);
        TemplateJson.refuseUnknown(root, Set.of("name", "frame", "choices", "questions"), where);
        SlotText frame = SlotText.parse(TemplateJson.text(root, "frame", where));
        if (!frame.slots().equals(SLOTS)) {
            throw new IllegalArgumentException(
                    "%s: the frame has slots %s, expected {question} and {answer}".formatted(where, frame.slots()));
        }
        List<String> choices = TemplateJson.pair(root.get("choices"), where + ": key 'choices'");
        List<Text> texts = new ArrayList<>();
        int question = 0;
        for (JsonElement element : TemplateJson.list(root.get("questions"), where, "questions")) {
            String at = "%s, question %d".formatted(where, question);
            JsonObject entry = TemplateJson.object(element, at);
            TemplateJson.refuseUnknown(entry, Set.of("question", "negated", "yes"), at);
            boolean yes = TemplateJson.truth(entry, "yes", at);
            add(question, TemplateJson.text(entry, "question", at), yes, frame, choices, texts);
            add(question, TemplateJson.text(entry, "negated", at), !yes, frame, choices, texts);
            question++;
        }
        requireDifferent(texts, where);
        return new ContrastSet(name, texts);
    }

    private static void add(
            int question, String asked, boolean yes, SlotText frame, List<String> choices, List<Text> into) {
        for (boolean wrong : new boolean[] {true, false}) {
            String answer = choices.get(yes == wrong ? 0 : 1);
            String text = frame.fill(slot -> slot.equals("answer") ? answer : asked, "")
                    .text();
            into.add(new Text(question, text, wrong));
        }
    }

    private static void requireDifferent(List<Text> texts, String where) {
        Set<String> seen = new HashSet<>();
        for (Text text : texts) {
            if (!seen.add(text.text())) {
                throw new IllegalArgumentException("%s, question %d: '%s' is there already; every form is asked once"
                        .formatted(where, text.question(), text.text()));
            }
        }
    }

    public String name() {
        return name;
    }

    /** Four texts of each question, one after another: the question wrongly answered, then rightly; the negated form in the same way. */
    public List<Text> texts() {
        return texts;
    }

    /** SHA-256 of all texts and which of them are wrong. */
    public String fingerprint() {
        return ContentHash.fingerprint(
                texts.stream().map(text -> text.wrong() + " " + text.text()).toList());
    }
}
