package outlayer.jobs.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalLong;

/** A directory of this machine: parts grow beside their files and are renamed. */
record LocalDirectory(Path root) implements Destination {

    LocalDirectory {
        root = root.toAbsolutePath().normalize();
    }

    @Override
    public String where() {
        return root.toString();
    }

    @Override
    public Parts parts() {
        return new Parts(root);
    }

    @Override
    public OptionalLong length(String path) throws IOException {
        Path file = root.resolve(path);
        return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(root.resolve(path));
    }

    @Override
    public void accept(Part part, String path) throws IOException {
        replace(part.path(), root.resolve(path));
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(root.resolve(path));
    }

    @Override
    public Optional<FetchRecord> record() throws IOException {
        Path file = root.resolve(FetchRecord.NAME);
        return Files.exists(file) ? Optional.of(FetchRecord.parse(where(), Files.readString(file))) : Optional.empty();
    }

    @Override
    public void write(FetchRecord record) throws IOException {
        Path fresh = Files.writeString(root.resolve(FetchRecord.NAME + ".new"), record.toJson());
        replace(fresh, root.resolve(FetchRecord.NAME));
    }

    private static void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
