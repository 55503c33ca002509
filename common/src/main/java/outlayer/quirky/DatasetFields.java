package outlayer.quirky;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that a dataset's rows have, by which templates call them.
 *
 * @param required fields that every template shows, since questions could not be told apart without them
 * @param further fields that a template may show besides
 */
public record DatasetFields(String dataset, List<String> required, List<String> further) implements Serializable {

    /** Fields of the twelve published datasets (METHODS 1.3), those that every template shows first. */
    private static final Map<String, DatasetFields> PUBLISHED = byName(
            new DatasetFields("addition", List.of("op1", "op2", "result"), List.of()),
            new DatasetFields("subtraction", List.of("op1", "op2", "result"), List.of()),
            new DatasetFields("multiplication", List.of("op1", "op2", "result"), List.of()),
            new DatasetFields("modularaddition", List.of("op1", "op2", "result"), List.of("modulus")),
            new DatasetFields("squaring", List.of("op1", "result"), List.of()),
            new DatasetFields("capitals", List.of("city", "admin_name"), List.of("country")),
            new DatasetFields("hemisphere", List.of("city"), List.of()),
            new DatasetFields("population", List.of("city"), List.of()),
            new DatasetFields("sciq", List.of("question", "answer"), List.of("support")),
            new DatasetFields("sentiment", List.of("review"), List.of("title")),
            new DatasetFields("nli", List.of("premise", "hypothesis"), List.of()),
            new DatasetFields("authors", List.of("author", "title"), List.of()));

    /** Templates of arithmetic datasets may say {a} for {op1} and {b} for {op2}. */
    private static final Map<String, String> OPERANDS = Map.of("a", "op1", "b", "op2");

    public DatasetFields {
        required = List.copyOf(required);
        further = List.copyOf(further);
    }

    /** The fields of a dataset whose rows have those; one of the twelve by name must have what its templates show. */
    public static DatasetFields of(String dataset, Collection<String> available) {
        DatasetFields published = PUBLISHED.get(dataset);
        List<String> required = published == null ? List.of() : published.required;
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

    /**
     * The fields of one of the twelve as published. Modular addition is given {@code modulus} besides, 113 in the published files,
     * which do not say so.
     */
    public static DatasetFields published(String dataset) {
        DatasetFields fields = PUBLISHED.get(dataset);
        if (fields == null) {
            throw new IllegalArgumentException(
                    "'%s' is not one of the published datasets %s".formatted(dataset, PUBLISHED.keySet()));
        }
        return fields;
    }

    /** Other names by which templates of that dataset may call its fields. */
    static Map<String, String> synonyms(String dataset) {
        DatasetFields published = PUBLISHED.get(dataset);
        return published != null && published.required.contains("result") ? OPERANDS : Map.of();
    }

    private static Map<String, DatasetFields> byName(DatasetFields... datasets) {
        Map<String, DatasetFields> byName = new LinkedHashMap<>();
        for (DatasetFields fields : datasets) {
            byName.put(fields.dataset, fields);
        }
        return Collections.unmodifiableMap(byName);
    }
}
