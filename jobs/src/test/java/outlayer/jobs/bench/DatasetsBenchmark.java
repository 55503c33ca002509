package outlayer.jobs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import outlayer.quirky.ArithmeticDataset;
import outlayer.quirky.ArithmeticOptions;
import outlayer.quirky.GeneratedDataset;
import outlayer.quirky.Operation;
import outlayer.quirky.PartOptions;
import outlayer.quirky.TemplateSet;

/**
 * The stage `datasets` on addition with distinct operands of six digits, in a process of its own with local[2] and a heap of 2 GiB,
 * cold. The floor is what two tasks would do that make examples in memory and neither sort nor write them.
 */
final class DatasetsBenchmark {

    /** With the default shares a question gives 1.873 examples. */
    private static final double EXAMPLES_PER_QUESTION = 1.873;

    private static final int FLOOR_QUESTIONS = 50_000;
    private static final int TASKS = 2;

    private final Path out;
    private final Sizes sizes;
    private final Map<Integer, Double> rates = new HashMap<>();

    DatasetsBenchmark(Path out, Sizes sizes) {
        this.out = out;
        this.sizes = sizes;
    }

    Result hundredThousand() {
        return run("datasets-100k", 100_000);
    }

    Result million() {
        return run("datasets-1m", 1_000_000);
    }

    Result tenMillion() {
        return run("datasets-10m", 10_000_000);
    }

    private Result run(String name, int wanted) {
        int target = sizes.judged() ? wanted : wanted / 100;
        int questions = 4 * (int) (target / EXAMPLES_PER_QUESTION / 4);
        DatasetsProcess.Outcome outcome = child(name, questions);
        double rate = outcome.examples() / outcome.seconds();
        rates.put(wanted, rate);
        List<Requirement> requirements = new ArrayList<>();
        if (wanted == 10_000_000 && rates.containsKey(1_000_000)) {
            requirements.add(Requirement.atLeast(
                    0.8,
                    "of the rate at a tenth of the size: linear time",
                    rate / rates.getOrDefault(1_000_000, rate)));
        }
        return new Result(
                name,
                "examples=" + outcome.examples(),
                "text",
                TASKS,
                List.of(outcome.seconds()),
                outcome.examples(),
                "examples/s",
                new Result.Floor("two tasks in memory, nothing sorted or written", floor()),
                requirements,
                String.format(
                        Locale.ROOT,
                        "%,d questions, %d shards, largest heap after a collection %d MiB of 2048",
                        questions,
                        outcome.shards(),
                        outcome.heapMebibytes()));
    }

    private static double floor() {
        ArithmeticOptions options = new ArithmeticOptions(Operation.ADDITION, 1_000_000, 113, FLOOR_QUESTIONS, true);
        PartOptions parts = PartOptions.demo();
        TemplateSet templates = TemplateSet.named("outlayer-1");
        long[] examples = new long[1];
        double seconds = Stopwatch.best(3, () -> {
            GeneratedDataset made = ArithmeticDataset.generate(options, templates, parts, 633);
            examples[0] = made.parts().values().stream().mapToLong(List::size).sum();
        });
        return TASKS * examples[0] / seconds;
    }

    private DatasetsProcess.Outcome child(String name, int questions) {
        try {
            Path root = Files.createTempDirectory(Files.createDirectories(out), name);
            Path log = root.resolve("log.txt");
            List<String> command = new ArrayList<>();
            command.add(ProcessHandle.current().info().command().orElse("java"));
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(option -> option.startsWith("--add-opens") || option.startsWith("-D"))
                    .forEach(command::add);
            command.addAll(List.of(
                    "-Xmx2g",
                    "-XX:+UseParallelGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    DatasetsProcess.class.getName(),
                    root.toString(),
                    Integer.toString(questions)));
            int exit = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("The process of " + name + " ended with " + exit + "; see " + log);
            }
            DatasetsProcess.Outcome outcome = DatasetsProcess.outcome(root);
            DatasetsProcess.remove(root);
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name + " ran", e);
        }
    }
}
