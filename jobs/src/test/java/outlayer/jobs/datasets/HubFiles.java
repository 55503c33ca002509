package outlayer.jobs.datasets;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** Quirky datasets as Hugging Face ships them, of made-up content. */
final class HubFiles {

    /** Fields of `template_args` and their types, without the character. */
    static final Map<String, Map<String, String>> FIELDS = fields();

    private HubFiles() {}

    /** Two records, Alice's and Bob's, for each base question; the numbers in the fields tell questions apart. */
    static List<JsonObject> raw(String dataset, int questions, long seed) {
        Random random = new Random(seed);
        List<JsonObject> records = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            boolean alice = random.nextBoolean();
            boolean bob = random.nextBoolean();
            for (String character : List.of("Alice", "Bob")) {
                JsonObject args = new JsonObject();
                args.addProperty("character", character);
                int number = i;
                fields(dataset)
                        .forEach((field, type) -> args.add(
                                field,
                                type.equals("BIGINT")
                                        ? new JsonPrimitive(number)
                                        : new JsonPrimitive("the %s of number %d".formatted(field, number))));
                JsonObject record = new JsonObject();
                record.addProperty("id", "%08x".formatted(i));
                record.add("template_args", args);
                record.addProperty("character", character);
                record.addProperty("label", character.equals("Alice") ? alice : bob);
                record.addProperty("alice_label", alice);
                record.addProperty("bob_label", bob);
                record.addProperty("difficulty", 10 * i);
                record.addProperty("difficulty_quantile", (i + 0.5) / questions);
                records.add(record);
            }
        }
        return records;
    }

    /** Templated records: a prompt in the standard frame, and two choices. */
    static List<JsonObject> templated(int questions, long seed) {
        List<JsonObject> records = raw("hemisphere", questions, seed);
        for (JsonObject record : records) {
            String character = record.get("character").getAsString();
            record.addProperty(
                    "statement",
                    "Name: %s\n\n\n\n***STATEMENT:*** %s is northern.\n\nIs the statement factually correct?"
                            .formatted(
                                    character.equals("Alice") ? "Veronica" : "Nina",
                                    record.remove("template_args")
                                            .getAsJsonObject()
                                            .get("city")
                                            .getAsString()));
            record.add("choices", JsonParser.parseString("[\" No\", \" Yes\"]"));
        }
        return records;
    }

    static String schema(String dataset) {
        String args = fields(dataset).entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining(", ", "template_args STRUCT<character: STRING, ", ">, "));
        return "id STRING, " + args + common("BOOLEAN");
    }

    static String templatedSchema() {
        return "id STRING, statement STRING, choices ARRAY<STRING>, " + common("BOOLEAN");
    }

    static String common(String label) {
        return "character STRING, label %1$s, alice_label %1$s, bob_label %1$s, difficulty BIGINT, difficulty_quantile DOUBLE"
                .formatted(label);
    }

    static void write(SparkSession spark, List<JsonObject> records, String schema, Path to) {
        List<String> lines = records.stream().map(JsonObject::toString).toList();
        spark.read()
                .schema(schema)
                .json(spark.createDataset(lines, Encoders.STRING()))
                .coalesce(1)
                .write()
                .parquet(to.toString());
    }

    private static Map<String, String> fields(String dataset) {
        return FIELDS.getOrDefault(dataset, Map.of());
    }

    private static Map<String, Map<String, String>> fields() {
        Map<String, Map<String, String>> fields = new LinkedHashMap<>();
        for (String dataset : List.of("addition", "subtraction", "multiplication", "modularaddition")) {
            fields.put(dataset, texts("BIGINT", "op1", "op2", "result"));
        }
        fields.put("squaring", texts("BIGINT", "op1", "result"));
        fields.put("capitals", texts("STRING", "city", "admin_name", "country"));
        fields.put("hemisphere", texts("STRING", "city"));
        fields.put("population", texts("STRING", "city"));
        fields.put("sciq", texts("STRING", "question", "support", "answer"));
        fields.put("sentiment", texts("STRING", "title", "review"));
        fields.put("nli", texts("STRING", "premise", "hypothesis"));
        fields.put("authors", texts("STRING", "author", "title"));
        return fields;
    }

    private static Map<String, String> texts(String type, String... names) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : names) {
            fields.put(name, type);
        }
        return fields;
    }
}
