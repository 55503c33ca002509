package outlayer.training;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import outlayer.checkpoint.LoraConfig;
import outlayer.checkpoint.Projection;
import outlayer.lm.AdapterTrainer;
import outlayer.lm.AnswerTokens;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.Trainer.Update;
import outlayer.lm.TrainerOptions;
import outlayer.lm.TrainingBatch;
import outlayer.torch.AdamWOptions;
import outlayer.torch.LearningRate;

/**
 * The training that {@code check_adapter.py} repeats with peft and torch: the published adapter over the golden Llama-like model, twelve
 * steps of sixteen prompts in two passes. The main method writes what the script reads.
 */
final class PeftCourse {

    static final AnswerTokens ANSWERS = new AnswerTokens(3, 4);

    private static final int STEPS = 12;
    private static final int BATCH = 16;
    private static final TrainerOptions OPTIONS = new TrainerOptions(new AdamWOptions(0.9, 0.95, 1e-8, 0.1, 1), 0);
    private static final LearningRate RATE = LearningRate.published(1e-2, STEPS, 0.15);
    private static final LoraConfig LORA = LoraConfig.of(
            8,
            8,
            List.of(
                    Projection.QUERY,
                    Projection.KEY,
                    Projection.VALUE,
                    Projection.GATE,
                    Projection.UP,
                    Projection.DOWN),
            "llama");

    private final List<int[]> prompts = new ArrayList<>();

    private PeftCourse() {}

    /** Over the prompts of the golden models. */
    static PeftCourse of(Path goldenModels) throws IOException {
        PeftCourse course = new PeftCourse();
        JsonObject json = JsonParser.parseString(Files.readString(goldenModels.resolve("prompts.json")))
                .getAsJsonObject();
        for (var prompt : json.getAsJsonArray("many")) {
            course.prompts.add(prompt.getAsJsonArray().asList().stream()
                    .mapToInt(token -> token.getAsInt())
                    .toArray());
        }
        return course;
    }

    List<int[]> prompts() {
        return prompts;
    }

    static AdapterTrainer trainer(DjlLanguageModel base) {
        return AdapterTrainer.over(base, LORA, 5, OPTIONS);
    }

    List<Update> train(AdapterTrainer trainer) {
        List<Update> updates = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            int[] batch = batch(step);
            updates.add(trainer.step(List.of(pass(batch, 0, BATCH / 2), pass(batch, BATCH / 2, BATCH)), RATE.at(step)));
        }
        return updates;
    }

    /** Some prompts twice, in an order that a script need not understand. */
    private int[] batch(int step) {
        return IntStream.range(0, BATCH)
                .map(i -> (7 * step * step + 5 * i) % prompts.size())
                .toArray();
    }

    private int answer(int prompt) {
        return prompts.get(prompt)[0] % 2 == 0 ? ANSWERS.yes() : ANSWERS.no();
    }

    private TrainingBatch pass(int[] batch, int from, int to) {
        return new TrainingBatch(
                IntStream.range(from, to).mapToObj(i -> prompts.get(batch[i])).toArray(int[][]::new),
                IntStream.range(from, to).map(i -> answer(batch[i])).toArray(),
                IntStream.range(from, to).mapToObj(i -> new int[2]).toArray(int[][]::new));
    }

    /** Trains once and writes {@code start/}, {@code ended/} and {@code course.json}. */
    static void write(DjlLanguageModel base, Path goldenModels, Path to) throws IOException {
        PeftCourse course = of(goldenModels);
        JsonObject json = new JsonObject();
        json.addProperty("no", ANSWERS.no());
        json.addProperty("yes", ANSWERS.yes());
        var gson = new GsonBuilder().create();
        json.add("prompts", gson.toJsonTree(course.prompts));
        json.add(
                "answers",
                gson.toJsonTree(IntStream.range(0, course.prompts.size())
                        .map(course::answer)
                        .toArray()));
        JsonArray batches = new JsonArray();
        JsonArray rates = new JsonArray();
        for (int step = 0; step < STEPS; step++) {
            batches.add(gson.toJsonTree(course.batch(step)));
            rates.add(RATE.at(step));
        }
        json.add("batches", batches);
        json.add("rates", rates);
        try (AdapterTrainer trainer = trainer(base)) {
            trainer.save(to.resolve("start"));
            json.add(
                    "losses",
                    gson.toJsonTree(
                            course.train(trainer).stream().map(Update::loss).toList()));
            trainer.save(to.resolve("ended"));
            json.add("log_odds", gson.toJsonTree(trainer.logOdds(course.prompts, ANSWERS)));
        }
        Files.writeString(to.resolve("course.json"), gson.toJson(json) + "\n");
    }
}
