package outlayer.jobs.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A local directory of one task, removed with all that it holds. */
public record Scratch(Path directory) implements AutoCloseable {

    public static Scratch create(String name) throws IOException {
        return new Scratch(Files.createTempDirectory("outlayer-" + name + "-"));
    }

    /** A directory in it, which is made where it is not there. */
    Path resolve(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    /** All files below a directory, by path. */
    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Removes what is in a directory. */
    static void clear(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(directory)) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        clear(directory);
        Files.delete(directory);
    }
}
