package outlayer.jobs.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What a Hugging Face directory holds, as one hash: names, lengths and contents of config.json, the tokenizer's files and
 * the weights. It enters the key of every unit that runs the model, so that changed weights are never taken for the old.
 */
final class ModelFingerprint {

    private static final String RELEVANT = "config\\.json|tokenizer.*\\.json|special_tokens_map\\.json"
            + "|.*\\.safetensors|.*\\.safetensors\\.index\\.json|adapter_config\\.json";

    /** What was hashed in this JVM, by names, lengths and times of the files: large weights are read once. */
    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private ModelFingerprint() {}

    /** SHA-256, first 24 hex digits. */
    static String of(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("No model directory at " + directory
                    + "; expected a Hugging Face directory with config.json, tokenizer.json and model.safetensors");
        }
        List<Path> files = relevant(directory);
        StringBuilder state = new StringBuilder();
        for (Path file : files) {
            state.append(file.toAbsolutePath())
                    .append(' ')
                    .append(Files.size(file))
                    .append(' ');
            state.append(Files.getLastModifiedTime(file)).append('\n');
        }
        String known = KNOWN.get(state.toString());
        if (known == null) {
            known = hash(files);
            KNOWN.put(state.toString(), known);
        }
        return known;
    }

    private static String hash(List<Path> files) throws IOException {
        MessageDigest digest = sha256();
        for (Path file : files) {
            digest.update((file.getFileName() + " " + Files.size(file) + "\n").getBytes(StandardCharsets.UTF_8));
            try (InputStream in = Files.newInputStream(file)) {
                byte[] buffer = new byte[1 << 20];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    digest.update(buffer, 0, n);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, 24);
    }

    private static List<Path> relevant(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(RELEVANT))
                    .sorted()
                    .toList();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
