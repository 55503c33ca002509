package outlayer.jobs.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A small model on a hub of its own, and the directory that it is fetched to. */
final class RemoteModel implements AutoCloseable {

    static final byte[] CONFIG = "{\"hidden_size\": 4}\n".getBytes(StandardCharsets.UTF_8);
    static final byte[] WEIGHTS = RemoteFiles.random(1, 300_000);
    static final Repository REPOSITORY = new Repository(Repository.Type.MODEL, FakeHub.REPOSITORY);

    private final FakeHub hub;
    private final Path to;

    private RemoteModel(FakeHub hub, Path to) {
        this.hub = hub;
        this.to = to;
    }

    static RemoteModel start(Path directory) throws IOException {
        FakeHub hub = FakeHub.start()
                .put(FakeHub.FIRST, "config.json", CONFIG)
                .put(FakeHub.FIRST, "model.safetensors", WEIGHTS)
                .put(FakeHub.FIRST, "empty.txt", new byte[0])
                .put(FakeHub.FIRST, "pytorch_model.bin", RemoteFiles.random(2, 1000));
        return new RemoteModel(hub, directory.resolve("model"));
    }

    FakeHub hub() {
        return hub;
    }

    Path to() {
        return to;
    }

    Fetch.Outcome fetch(String revision, Selection selection) throws InterruptedException {
        return Fetch.run(
                new Hub(Endpoint.of(hub.environment()), new Waits().patience()),
                new Fetch.Request(REPOSITORY, revision, selection, 2),
                new LocalDirectory(to));
    }

    /** What is usually wanted of a model, as it is now. */
    Fetch.Outcome fetch() throws InterruptedException {
        return fetch("main", Selection.of(Repository.Type.MODEL, List.of(), List.of()));
    }

    /** What lies in the directory. */
    List<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(to)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> to.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() {
        hub.close();
    }
}
