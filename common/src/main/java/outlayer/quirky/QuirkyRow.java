package outlayer.quirky;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One base question as any source gives it: what is shown, and what each character would answer.
 *
 * <p>Generators, imports and queries all end here; from here on there is one path, {@link ExampleWriter}.
 *
 * @param question 16 hexadecimal digits for what parts never share: the operands, or the source row
 * @param origin what the draws for this row depend on
 * @param identity the texts that tell this row from all others of its dataset; ids of examples are hashes of them
 * @param fields text of each slot that templates may use, in the order of the source
 * @param difficulty larger is harder
 */
public record QuirkyRow(
        String dataset,
        String question,
        Origin origin,
        List<String> identity,
        Map<String, String> fields,
        boolean aliceLabel,
        boolean bobLabel,
        double difficulty)
        implements Serializable {

    /** A stream of rows and the place in it: names and templates are drawn from seed, stream, index and character. */
    public record Origin(long stream, long index) implements Serializable {}

    public QuirkyRow {
        if (fields.isEmpty()) {
            throw new IllegalArgumentException(
                    "Dataset %s, question %s: the row has no field to show".formatted(dataset, question));
        }
        if (!Double.isFinite(difficulty)) {
            throw new IllegalArgumentException("Dataset %s, question %s: difficulty is %s, expected a finite number"
                    .formatted(dataset, question, difficulty));
        }
        identity = List.copyOf(identity);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * A row of a table. Rows of one {@code source} stay in one part; rows that show the same and have the same labels are
     * one row, wherever they stand.
     *
     * @param source key of what parts must not share: several rows may be about one thing
     */
    public static QuirkyRow of(
            String dataset,
            String source,
            Map<String, String> fields,
            boolean aliceLabel,
            boolean bobLabel,
            double difficulty) {
        List<String> identity = new ArrayList<>();
        fields.forEach((name, text) -> {
            identity.add(name);
            identity.add(text);
        });
        identity.add(Boolean.toString(aliceLabel));
        identity.add(Boolean.toString(bobLabel));
        Origin origin = new Origin(ContentHash.of("rows", dataset), ContentHash.of(identity.toArray(String[]::new)));
        String question = ContentHash.hex("question", dataset, source);
        return new QuirkyRow(dataset, question, origin, identity, fields, aliceLabel, bobLabel, difficulty);
    }

    /** What one character would answer. */
    public boolean label(QuirkyCharacter character) {
        return character == QuirkyCharacter.ALICE ? aliceLabel : bobLabel;
    }

    /** The text of a template's slot, verbatim. */
    String text(String slot) {
        String text = fields.get(slot);
        if (text == null) {
            throw new IllegalArgumentException("Dataset %s, question %s: the row has no field '%s'; it has %s"
                    .formatted(dataset, question, slot, fields.keySet()));
        }
        return text;
    }
}
