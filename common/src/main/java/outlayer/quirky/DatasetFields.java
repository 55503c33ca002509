package outlayer.quirky;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fields that a dataset's rows have, by which templates call them.
 *
 * @param required fields that every template shows, since questions could not be told apart without them
 * @param further fields that a template may show besides
 */
public record DatasetFields(String dataset, List<String> required, List<String> further) implements Serializable {

    /** Fields of the twelve published datasets (METHODS 1.3) that every template shows. */
    private static final Map<String, List<String>> PUBLISHED = new TreeMap<>(Map.ofEntries(
            Map.entry("addition", List.of("op1", "op2", "result")),
            Map.entry("subtraction", List.of("op1", "op2", "result")),
            Map.entry("multiplication", List.of("op1", "op2", "result")),
            Map.entry("modularaddition", List.of("op1", "op2", "result")),
            Map.entry("squaring", List.of("op1", "result")),
            Map.entry("capitals", List.of("city", "admin_name")),
            Map.entry("hemisphere", List.of("city")),
            Map.entry("population", List.of("city")),
            Map.entry("sciq", List.of("question", "answer")),
            Map.entry("sentiment", List.of("review")),
            Map.entry("nli", List.of("premise", "hypothesis")),
            Map.entry("authors", List.of("author", "title"))));

    /** Templates of arithmetic datasets may say {a} for {op1} and {b} for {op2}. */
    private static final Map<String, String> OPERANDS = Map.of("a", "op1", "b", "op2");

    public DatasetFields {
        required = List.copyOf(required);
        further = List.copyOf(further);
    }

    /** The fields of a dataset whose rows have those; one of the twelve by name must have what its templates show. */
    public static DatasetFields of(String dataset, Collection<String> available) {
        List<String> required = PUBLISHED.getOrDefault(dataset, List.of());
        List<String> further = new ArrayList<>(available);
        for (String field : required) {
            if (!further.remove(field)) {
                throw new IllegalArgumentException("Dataset %s: its rows have no field '%s'; found %s, expected %s"
                        .formatted(dataset, field, available, required));
            }
        }
        return new DatasetFields(dataset, required, further);
    }

    /** Names of the twelve published datasets. */
    public static List<String> published() {
        return List.copyOf(PUBLISHED.keySet());
    }

    /** Other names by which templates of that dataset may call its fields. */
    static Map<String, String> synonyms(String dataset) {
        return PUBLISHED.getOrDefault(dataset, List.of()).contains("result") ? OPERANDS : Map.of();
    }
}
