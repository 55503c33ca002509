package outlayer.flow;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import outlayer.torch.AdamW;

/**
 * The local files of a flow's training: {@code best/step-000064/flow.safetensors}, the flow of lowest validation loss, and {@code state/step-000064/},
 * what the training goes on from. No file ever changes under its name.
 */
record FlowCheckpoint(Path root) {

    private static final String BEST = "best";
    private static final String STATE = "state";
    private static final String FLOW = "flow.safetensors";
    private static final String OPTIMIZER = "optimizer.safetensors";
    private static final String PROGRESS = "progress.json";
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    /** Keeps this flow as the best, in the place of the one before. */
    void saveBest(Bijection flow, FlowFile.Description description, int step) throws IOException {
        remove(BEST);
        Path directory = Files.createDirectories(root.resolve(BEST).resolve(name(step)));
        FlowFile.write(directory.resolve(FLOW), flow, description);
    }

    Path best() throws IOException {
        return only(BEST).resolve(FLOW);
    }

    void saveState(AdamW optimizer, FlowProgress progress) throws IOException {
        remove(STATE);
        Path directory = Files.createDirectories(root.resolve(STATE).resolve(name(progress.step())));
        optimizer.save(directory.resolve(OPTIMIZER));
        Files.writeString(directory.resolve(PROGRESS), GSON.toJson(progress) + "\n");
    }

    void restore(AdamW optimizer) throws IOException {
        optimizer.restore(only(STATE).resolve(OPTIMIZER));
    }

    FlowProgress progress() throws IOException {
        Path file = only(STATE).resolve(PROGRESS);
        try {
            return GSON.fromJson(Files.readString(file), FlowProgress.class);
        } catch (JsonParseException | NullPointerException e) {
            throw new IOException(file + " is not the progress of a flow's training: " + e.getMessage(), e);
        }
    }

    /** Leaves the best flow where the result is expected. */
    void finish(Path result) throws IOException {
        Files.copy(best(), result, StandardCopyOption.REPLACE_EXISTING);
        remove(BEST);
        remove(STATE);
    }

    private static String name(int step) {
        return String.format(Locale.ROOT, "step-%06d", step);
    }

    private Path only(String kind) throws IOException {
        Path directory = root.resolve(kind);
        List<Path> found = List.of();
        if (Files.exists(directory)) {
            try (Stream<Path> entries = Files.list(directory)) {
                found = entries.toList();
            }
        }
        if (found.size() != 1) {
            throw new IllegalStateException(directory + " holds " + found.size() + " steps, expected one");
        }
        return found.get(0);
    }

    private void remove(String kind) throws IOException {
        Path directory = root.resolve(kind);
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
