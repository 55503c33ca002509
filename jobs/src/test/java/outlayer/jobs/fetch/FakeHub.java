package outlayer.jobs.fetch;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A hub on loopback that knows one repository, and the store (another port) to which it redirects for large files. It
 * remembers what it was asked and counts what it sent.
 */
public final class FakeHub implements AutoCloseable {

    public static final String REPOSITORY = "someone/tiny";
    public static final String FIRST = "1".repeat(40);
    public static final String SECOND = "2".repeat(40);

    private final HttpServer hub;
    private final HttpServer store;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Map<String, byte[]>> commits = new ConcurrentHashMap<>();
    private final Map<String, String> branches = new ConcurrentHashMap<>(Map.of("main", FIRST));
    private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private volatile int pageSize = 1000;
    private volatile @Nullable Fault refusal;
    private volatile Runnable afterRevision = () -> {};

    /** A request; {@code server} is hub or store. */
    public record Asked(
            String server,
            String path,
            @Nullable String range,
            @Nullable String authorisation) {}

    private FakeHub() throws IOException {
        hub = serve(this::answer);
        store = serve(
                exchange -> file(exchange, "store", exchange.getRequestURI().getPath()));
    }

    public static FakeHub start() throws IOException {
        return new FakeHub();
    }

    private HttpServer serve(com.sun.net.httpserver.HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.setExecutor(threads);
        server.start();
        return server;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + hub.getAddress().getPort();
    }

    public Map<String, String> environment() {
        return Map.of("HF_ENDPOINT", endpoint());
    }

    /** A file of a commit; those that end in .safetensors are large, stored elsewhere. */
    public FakeHub put(String commit, String path, byte[] content) {
        commits.computeIfAbsent(commit, key -> new ConcurrentHashMap<>()).put(path, content.clone());
        return this;
    }

    FakeHub branch(String name, String commit) {
        branches.put(name, commit);
        return this;
    }

    FakeHub pageSize(int files) {
        pageSize = files;
        return this;
    }

    /** The next requests for that file are answered in these ways, one each. */
    public FakeHub fault(String path, Fault... next) {
        faults.computeIfAbsent(path, key -> new ConcurrentLinkedQueue<>()).addAll(List.of(next));
        return this;
    }

    /** Every question to the hub is answered in this way. */
    FakeHub refuse(Fault always) {
        refusal = always;
        return this;
    }

    FakeHub afterRevision(Runnable then) {
        afterRevision = then;
        return this;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    void forgetAsked() {
        asked.clear();
    }

    /** Bytes of that file that went out, over all requests. */
    public long sent(String path) {
        return sent.getOrDefault(path, 0L);
    }

    /** How many files were being sent at the same time, at most. */
    int mostOpen() {
        return mostOpen.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String kind = "/api/models/" + REPOSITORY;
        if (path.startsWith("/" + REPOSITORY + "/resolve/") || path.startsWith("/datasets/")) {
            String rest = path.replaceFirst("^(/datasets)?/" + REPOSITORY + "/resolve/", "");
            resolve(exchange, "/" + URLDecoder.decode(rest, StandardCharsets.UTF_8));
            return;
        }
        remember(exchange, "hub");
        Fault always = refusal;
        if (always != null) {
            always.answer(nothing(exchange));
        } else if (path.replace("/api/datasets/", "/api/models/").startsWith(kind + "/revision/")) {
            revision(exchange, URLDecoder.decode(path.replaceAll(".*/revision/", ""), StandardCharsets.UTF_8));
        } else if (path.replace("/api/datasets/", "/api/models/").startsWith(kind + "/tree/")) {
            tree(exchange, path.replaceAll(".*/tree/", ""));
        } else {
            Fault.status(401, "X-Error-Message", "Repository not found").answer(nothing(exchange));
        }
    }

    private void revision(HttpExchange exchange, String revision) throws IOException {
        String commit = branches.get(revision);
        if (commit == null) {
            Fault.status(404, "X-Error-Code", "RevisionNotFound").answer(nothing(exchange));
            return;
        }
        afterRevision.run();
        text(exchange, "{\"id\": \"" + REPOSITORY + "\", \"sha\": \"" + commit + "\"}");
    }

    private void tree(HttpExchange exchange, String commit) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        int start = query.contains("cursor=") ? Integer.parseInt(query.replaceAll(".*cursor=", "")) : 0;
        List<JsonObject> entries = TreeJson.entries(commits.getOrDefault(commit, Map.of()));
        int end = Math.min(entries.size(), start + pageSize);
        if (end < entries.size()) {
            String next = endpoint() + exchange.getRequestURI().getPath() + "?recursive=true&cursor=" + end;
            exchange.getResponseHeaders().add("Link", "<" + next + ">; rel=\"next\"");
        }
        text(exchange, entries.subList(start, end).toString());
    }

    private void resolve(HttpExchange exchange, String path) throws IOException {
        if (path.endsWith(TreeJson.LARGE)) {
            remember(exchange, "hub");
            exchange.getResponseHeaders()
                    .add("Location", "http://127.0.0.1:" + store.getAddress().getPort() + path + "?signature=secret");
            exchange.sendResponseHeaders(302, -1);
        } else {
            file(exchange, "hub", path);
        }
    }

    /** {@code /COMMIT/PATH}. */
    private void file(HttpExchange exchange, String server, String commitAndPath) throws IOException {
        remember(exchange, server);
        int slash = commitAndPath.indexOf('/', 1);
        String path = commitAndPath.substring(slash + 1);
        byte[] content = commits.getOrDefault(commitAndPath.substring(1, slash), Map.of())
                .get(path);
        if (content == null) {
            Fault.status(404, "X-Error-Code", "EntryNotFound").answer(nothing(exchange));
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        Queue<Fault> next = faults.get(path);
        Fault fault = next == null ? null : next.poll();
        FileAnswer answer = new FileAnswer(exchange, content, from, bytes -> sent.merge(path, (long) bytes, Long::sum));
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        try {
            if (fault == null) {
                answer.begin();
                answer.send(content.length - from);
            } else {
                fault.answer(answer);
            }
        } finally {
            open.decrementAndGet();
        }
    }

    private void remember(HttpExchange exchange, String server) {
        asked.add(new Asked(
                server,
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Range"),
                exchange.getRequestHeaders().getFirst("Authorization")));
    }

    private static FileAnswer nothing(HttpExchange exchange) {
        return new FileAnswer(exchange, new byte[0], 0, bytes -> {});
    }

    private static void text(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        hub.stop(0);
        store.stop(0);
        threads.shutdownNow();
    }
}
