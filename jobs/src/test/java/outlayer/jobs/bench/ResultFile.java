package outlayer.jobs.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** One result as {@code <name>.json}, for those who plot them over time. */
final class ResultFile {

    private ResultFile() {}

    static void write(Path directory, Result result, Sizes sizes) {
        JsonObject json = new JsonObject();
        json.addProperty("name", result.name());
        json.addProperty("sizes", sizes.name().toLowerCase(Locale.ROOT));
        json.addProperty("shape", result.shape());
        json.addProperty("dtype", result.dtype());
        json.addProperty("threads", result.threads());
        JsonArray seconds = new JsonArray();
        result.seconds().forEach(seconds::add);
        json.add("seconds", seconds);
        json.addProperty("rate", result.rate());
        json.addProperty("unit", result.unit());
        json.addProperty("floor", result.floor().what());
        json.addProperty("floor_rate", result.floor().rate());
        json.addProperty("share_of_floor", result.shareOfFloor());
        JsonArray requirements = new JsonArray();
        for (Requirement requirement : result.requirements()) {
            JsonObject one = new JsonObject();
            one.addProperty("ratio", requirement.what());
            one.addProperty("found", requirement.found());
            one.addProperty("bound", requirement.bound().name().toLowerCase(Locale.ROOT));
            one.addProperty("required", requirement.required());
            if (sizes.judged()) {
                one.addProperty("met", requirement.met());
            }
            requirements.add(one);
        }
        json.add("requirements", requirements);
        json.addProperty("remark", result.remark());
        try {
            Files.createDirectories(directory);
            Files.writeString(
                    directory.resolve(result.name() + ".json"),
                    new GsonBuilder()
                                    .setPrettyPrinting()
                                    .disableHtmlEscaping()
                                    .create()
                                    .toJson(json) + "\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Cannot write the result of " + result.name(), e);
        }
    }
}
