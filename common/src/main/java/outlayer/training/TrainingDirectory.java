package outlayer.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import outlayer.lm.Trainer;

/**
 * The local files of a training: {@code evaluated/step-000064/}, a judged state as others load it, and {@code state/step-000064/}, what
 * the training goes on from. Its whole content is what a checkpoint consists of.
 *
 * @param root empty at first
 */
public record TrainingDirectory(Path root) {

    private static final String EVALUATED = "evaluated";
    private static final String STATE = "state";
    private static final String PROGRESS = "progress.json";
    private static final String TRAINER = "trainer.safetensors";

    /** Where the state judged after that step is. */
    public Path evaluated(int step) {
        return root.resolve(EVALUATED).resolve(name(step));
    }

    /** Name of a step's directory, so that steps sort as text. */
    public static String name(int step) {
        return String.format(Locale.ROOT, "step-%06d", step);
    }

    /** The judged states that are there, in the order of steps. */
    public List<Path> evaluated() throws IOException {
        return entries(EVALUATED);
    }

    /** Removes all judged states but one. */
    void keepOnly(int step) throws IOException {
        for (Path other : evaluated()) {
            if (!other.equals(evaluated(step))) {
                remove(other);
            }
        }
    }

    /** Writes what the training goes on from, in the place of what an earlier step wrote. */
    void saveState(Trainer trainer, TrainingProgress progress) throws IOException {
        for (Path earlier : entries(STATE)) {
            remove(earlier);
        }
        Path state = Files.createDirectories(root.resolve(STATE).resolve(name(progress.step())));
        trainer.saveState(state.resolve(TRAINER));
        progress.write(state.resolve(PROGRESS));
    }

    /** Takes the trainer back to where the state was written. */
    TrainingProgress restoreState(Trainer trainer) throws IOException {
        List<Path> states = entries(STATE);
        if (states.size() != 1) {
            throw new IllegalStateException(root + " holds " + states.size() + " states, expected one");
        }
        trainer.restoreState(states.get(0).resolve(TRAINER));
        return TrainingProgress.read(states.get(0).resolve(PROGRESS));
    }

    private List<Path> entries(String kind) throws IOException {
        Path directory = root.resolve(kind);
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
