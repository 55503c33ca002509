package outlayer.jobs.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Python process that runs transformers over batch plans when it is told to; see {@code peers.py}. */
final class Peer implements AutoCloseable {

    /** Seconds of one turn, and the sum of all log-odds, by which the two sides are known to have done the same. */
    record Turn(double seconds, double logOdds) {}

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    private Peer(Process process) {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * @param work batch plans and prompts, as JSON
     * @param device as PyTorch names it
     */
    static Peer start(String python, Path model, Path work, String device, String dtype) {
        Path script = work.resolveSibling("peers.py");
        try (InputStream source = Objects.requireNonNull(Peer.class.getResourceAsStream("peers.py"))) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
            Process process = new ProcessBuilder(
                            python, script.toString(), model.toString(), work.toString(), device, dtype)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Peer peer = new Peer(process);
            if (!"ready".equals(peer.answers.readLine())) {
                process.destroy();
                throw new IllegalStateException(
                        python + " cannot run " + script + "; does it have torch and transformers?");
            }
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + python, e);
        }
    }

    /** Runs all batches of that plan once. */
    Turn run(String plan) {
        try {
            orders.write(plan + "\n");
            orders.flush();
            @Nullable String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("The peer ended in the middle of plan " + plan);
            }
            String[] found = line.split(" ", 2);
            return new Turn(Double.parseDouble(found[0]), Double.parseDouble(found[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("The peer does not answer", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
