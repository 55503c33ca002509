package outlayer.jobs.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The NVIDIA driver's list of cards, by its own tool. */
final class NvidiaSmi {

    static final String COMMAND = "nvidia-smi";

    private static final List<String> QUERY =
            List.of("--query-gpu=index,name,memory.total", "--format=csv,noheader,nounits");
    private static final Pattern LINE = Pattern.compile("(\\d+), (.*), (\\d+)");
    private static final int TIMEOUT_SECONDS = 30;

    /** A card and its memory. */
    record Card(int index, String name, long memoryBytes) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "gpu:%d %s, %.1f GB", index, name, memoryBytes / 1e9);
        }
    }

    private NvidiaSmi() {}

    /** Empty where there is no driver, or it sees no card. */
    static List<Card> cards(String command) {
        try {
            Process process = new ProcessBuilder(command, QUERY.get(0), QUERY.get(1))
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                return List.of();
            }
            return answer.lines()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .map(line -> new Card(
                            Integer.parseInt(line.group(1)), line.group(2), Long.parseLong(line.group(3)) << 20))
                    .toList();
        } catch (IOException e) {
            return List.of(); // no such program: no driver
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
