package outlayer.jobs.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Hugging Face hub: which commit a revision is, which files it has, and their bytes. For any number of threads. */
public final class Hub {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/.*");
    private static final int ANSWER_BYTES = 256 << 20;

    private final Endpoint endpoint;
    private final Patience patience;
    private final Wire wire;

    Hub(Endpoint endpoint, Patience patience) {
        this.endpoint = endpoint;
        this.patience = patience;
        this.wire = new Wire(endpoint, patience.silence());
    }

    /** The hub that {@code HF_ENDPOINT} names, asked with {@code HF_TOKEN}. */
    public static Hub of(Map<String, String> environment) {
        return new Hub(Endpoint.of(environment), Patience.USUAL);
    }

    static boolean isCommit(String revision) {
        return COMMIT.matcher(revision).matches();
    }

    Patience patience() {
        return patience;
    }

    /** The commit to which a branch, a tag or a pull request points now; a commit itself needs no question. */
    String commit(Repository repository, String revision) throws InterruptedException {
        if (isCommit(revision)) {
            return revision;
        }
        URI at = endpoint.resolve(repository.api() + "/revision/" + escaped(revision));
        return ask(repository, revision, at, (body, headers) -> Tree.commit(at, text(body)));
    }

    /** All files of a commit that are wanted, in the hub's order. */
    List<RemoteFile> files(Repository repository, String commit, Selection selection) throws InterruptedException {
        List<Tree.Entry> entries = new ArrayList<>();
        Set<URI> seen = new HashSet<>();
        Optional<URI> page =
                Optional.of(endpoint.resolve(repository.api() + "/tree/" + commit + "?recursive=true&expand=false"));
        while (page.isPresent()) {
            URI at = page.get();
            if (!seen.add(at)) {
                throw new FetchException(Wire.withoutQuery(at) + ": the pages of its list of files go in a circle");
            }
            Tree tree = ask(repository, commit, at, (body, headers) -> Tree.parse(at, text(body), headers));
            entries.addAll(tree.files());
            page = tree.next();
        }
        Set<String> wanted = new HashSet<>(selection.of(
                repository,
                entries.stream().map(entry -> String.valueOf(entry.path())).toList()));
        return entries.stream()
                .filter(entry -> wanted.contains(String.valueOf(entry.path())))
                .map(Tree.Entry::file)
                .toList();
    }

    /** One attempt at the bytes of a file from an offset on. */
    Body open(Repository repository, String commit, RemoteFile file, long offset)
            throws IOException, InterruptedException {
        String path = Stream.of(file.path().split("/")).map(Hub::escaped).collect(Collectors.joining("/"));
        URI at = endpoint.resolve(repository.page() + "/resolve/" + commit + "/" + path);
        try {
            HttpResponse<TimedBody> response = wire.get(at, offset);
            return new Body(response.body(), response.statusCode() == 200 ? 0 : offset(response));
        } catch (StatusException e) {
            if (e.passing() || e.status() == 416) {
                throw e;
            }
            throw Refusal.of(e, endpoint, repository, commit);
        }
    }

    private static long offset(HttpResponse<TimedBody> response) throws IOException {
        String range = response.headers().firstValue("Content-Range").orElse("");
        Matcher matcher = CONTENT_RANGE.matcher(range);
        if (!matcher.matches()) {
            response.body().close();
            throw new IOException("status 206 with Content-Range '" + range + "', expected bytes FROM-TO/SIZE");
        }
        return Long.parseLong(matcher.group(1));
    }

    /** Reads an answer. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(TimedBody body, HttpHeaders headers) throws IOException, InterruptedException;
    }

    private <T> T ask(Repository repository, String revision, URI at, Reading<T> reading) throws InterruptedException {
        return Attempts.until(Wire.withoutQuery(at), patience, () -> {
            HttpResponse<TimedBody> response;
            try {
                response = wire.get(at, 0);
            } catch (StatusException e) {
                if (e.passing()) {
                    throw e;
                }
                throw Refusal.of(e, endpoint, repository, revision);
            }
            try (TimedBody body = response.body()) {
                return reading.read(body, response.headers());
            }
        });
    }

    private static String text(TimedBody body) throws IOException, InterruptedException {
        return new String(body.upTo(ANSWER_BYTES), StandardCharsets.UTF_8);
    }

    private static String escaped(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
