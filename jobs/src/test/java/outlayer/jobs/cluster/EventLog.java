package outlayer.jobs.cluster;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Spark wrote down of an application: tasks that ended, and what they added to the counts that Outlayer publishes. */
record EventLog(List<JsonObject> tasks) {

    /** Of the one application whose log lies in the folder. */
    static EventLog in(Path folder) throws IOException {
        List<JsonObject> tasks = new ArrayList<>();
        try (var logs = Files.newDirectoryStream(
                folder, path -> !path.getFileName().toString().startsWith("."))) {
            for (Path log : logs) {
                for (String line : Files.readAllLines(log)) {
                    if (line.contains("\"SparkListenerTaskEnd\"")) {
                        tasks.add(JsonParser.parseString(line).getAsJsonObject());
                    }
                }
            }
        }
        return new EventLog(tasks);
    }

    /** Sum over the tasks that succeeded, of all stages: {@code units}, {@code examples}, {@code tokens}. */
    long sum(String count) {
        long sum = 0;
        for (JsonObject task : tasks) {
            if (reason(task).equals("Success")) {
                for (JsonElement element : task.getAsJsonObject("Task Info").getAsJsonArray("Accumulables")) {
                    JsonObject counted = element.getAsJsonObject();
                    if (counted.has("Name")
                            && counted.get("Name").getAsString().matches("[a-z]+ " + count)
                            && counted.has("Update")) {
                        sum += counted.get("Update").getAsLong();
                    }
                }
            }
        }
        return sum;
    }

    /** Why tasks failed, one entry each. */
    List<String> failures() {
        return tasks.stream()
                .filter(task -> !reason(task).equals("Success"))
                .map(task -> task.get("Task End Reason").toString())
                .toList();
    }

    private static String reason(JsonObject task) {
        return task.getAsJsonObject("Task End Reason").get("Reason").getAsString();
    }
}
