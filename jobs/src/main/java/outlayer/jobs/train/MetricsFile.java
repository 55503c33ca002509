package outlayer.jobs.train;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import outlayer.training.CurvePoint;
import outlayer.training.LearningCurve;

/**
 * {@code metrics.jsonl}: a line for each evaluation, as tools that watch trainings read them. The curve table's columns, and what a clock
 * says, which the table leaves out because it differs from run to run.
 */
final class MetricsFile {

    static final String NAME = "metrics.jsonl";

    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .serializeNulls()
            .create();

    private MetricsFile() {}

    static void write(OutputStream out, LearningCurve curve) throws IOException {
        long tokens = 0;
        double seconds = 0;
        for (int i = 0; i < curve.points().size(); i++) {
            CurvePoint point = curve.points().get(i);
            double now = curve.seconds().get(i);
            JsonObject line = GSON.toJsonTree(point).getAsJsonObject();
            line.addProperty("seconds", now);
            line.addProperty("tokens_per_second", now > seconds ? (point.tokens() - tokens) / (now - seconds) : 0);
            line.addProperty("kept", point.equals(curve.kept()));
            out.write((GSON.toJson(line) + "\n").getBytes(StandardCharsets.UTF_8));
            tokens = point.tokens();
            seconds = now;
        }
    }
}
