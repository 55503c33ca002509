package outlayer.jobs.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts under a local directory, each at its file's own path: {@code PATH.<start of its checksum>.part}, so that the part
 * of another commit's file is never taken for the beginning of this one's.
 */
record Parts(Path root) {

    private static final int DIGITS = 12;
    private static final Pattern NAME = Pattern.compile("(.+)\\.[0-9a-f]{" + DIGITS + "}\\.part");

    Part open(RemoteFile file) throws IOException {
        Path path = path(file);
        Files.createDirectories(path.toAbsolutePath().getParent());
        return Part.open(path, file);
    }

    /** How many bytes earlier fetches left. */
    long bytes(List<RemoteFile> files) throws IOException {
        long bytes = 0;
        for (RemoteFile file : files) {
            Path path = path(file);
            bytes += Files.exists(path) ? Math.min(Files.size(path), file.size()) : 0;
        }
        return bytes;
    }

    /** Deletes the parts of these files whose content is another one's: nobody would ever go on with them. */
    void sweep(List<RemoteFile> files) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        Map<Path, RemoteFile> wanted =
                files.stream().collect(Collectors.toMap(file -> root.resolve(file.path()), Function.identity()));
        List<Path> found;
        try (Stream<Path> paths = Files.walk(root)) {
            found = paths.toList();
        }
        for (Path path : found) {
            Matcher name = NAME.matcher(path.getFileName().toString());
            RemoteFile file = name.matches() ? wanted.get(path.resolveSibling(name.group(1))) : null;
            if (file != null && !path.equals(path(file))) {
                Files.delete(path);
            }
        }
    }

    private Path path(RemoteFile file) {
        return root.resolve(file.path() + "." + file.checksum().hex().substring(0, DIGITS) + ".part");
    }
}
