package outlayer.lm;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * What all golden models are asked.
 *
 * @param prompts of 1 to 40 tokens, below and above the windows
 * @param shorter those of them of which every token is kept
 * @param many enough to standardise a channel over them
 */
record GoldenPrompts(AnswerTokens answers, List<int[]> prompts, List<int[]> shorter, List<int[]> many) {

    static GoldenPrompts read() throws IOException {
        JsonObject json = JsonParser.parseString(Files.readString(GoldenCase.path("prompts.json")))
                .getAsJsonObject();
        List<int[]> prompts = tokens(json.getAsJsonArray("prompts"));
        int limit = json.get("short").getAsInt();
        return new GoldenPrompts(
                new AnswerTokens(json.get("no").getAsInt(), json.get("yes").getAsInt()),
                prompts,
                prompts.stream().filter(prompt -> prompt.length <= limit).toList(),
                tokens(json.getAsJsonArray("many")));
    }

    private static List<int[]> tokens(JsonArray json) {
        var prompts = new ArrayList<int[]>();
        for (var prompt : json) {
            prompts.add(prompt.getAsJsonArray().asList().stream()
                    .mapToInt(token -> token.getAsInt())
                    .toArray());
        }
        return List.copyOf(prompts);
    }
}
