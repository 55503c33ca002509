package outlayer.jobs.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import outlayer.jobs.run.CodeVersion;

/**
 * GET over HTTP. Redirects are followed here rather than by the client, so that each request is given the token only if it
 * goes to the hub. HTTP/1.1, because over HTTP/2 all files would share one connection: its window, and its end.
 */
final class Wire {

    private static final int REDIRECTS = 10;
    private static final int REASON_BYTES = 4096;

    private final Endpoint endpoint;
    private final Duration silence;
    private final HttpClient client;

    Wire(Endpoint endpoint, Duration silence) {
        this.endpoint = endpoint;
        this.silence = silence;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(silence)
                .build();
    }

    /**
     * The answer of status 200 or 206, its body still to be read and closed; any other is a {@link StatusException}.
     *
     * @param offset of the first byte that is wanted
     */
    HttpResponse<TimedBody> get(URI address, long offset) throws IOException, InterruptedException {
        URI at = address;
        for (int hop = 0; hop <= REDIRECTS; hop++) {
            HttpResponse<TimedBody> response = client.send(request(at, offset), info -> new TimedBody(silence));
            int status = response.statusCode();
            if (status == 200 || status == 206) {
                return response;
            }
            try (TimedBody body = response.body()) {
                String text = new String(body.upTo(REASON_BYTES), StandardCharsets.UTF_8);
                if (status < 300 || status >= 400) {
                    throw new StatusException(status, at, endpoint.isHub(at), response.headers(), text);
                }
            }
            at = next(at, response);
        }
        throw new FetchException(withoutQuery(address) + ": redirected more than " + REDIRECTS + " times, last to "
                + withoutQuery(at) + "; is HF_ENDPOINT right?");
    }

    private HttpRequest request(URI at, long offset) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at)
                .timeout(silence)
                .header("User-Agent", "outlayer/" + CodeVersion.current())
                .header("Accept-Encoding", "identity");
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
        }
        endpoint.authorisation(at).ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    private static URI next(URI at, HttpResponse<TimedBody> response) {
        String location = response.headers().firstValue("Location").orElse("");
        try {
            URI next = at.resolve(location);
            boolean weaker = "https".equalsIgnoreCase(at.getScheme()) && !"https".equalsIgnoreCase(next.getScheme());
            if (!location.isEmpty() && speaks(next) && !weaker) {
                return next;
            }
        } catch (IllegalArgumentException e) {
            throw new FetchException(withoutQuery(at) + ": redirected to what is no address", e);
        }
        throw new FetchException(withoutQuery(at) + ": status " + response.statusCode() + " redirects to '"
                + location.replaceAll("\\?.*", "") + "', expected an address that is as well protected");
    }

    static boolean speaks(URI uri) {
        String scheme = String.valueOf(uri.getScheme());
        return (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http")) && uri.getHost() != null;
    }

    /** For messages: the query of a redirect is a signature. */
    static String withoutQuery(URI uri) {
        return uri.toString().replaceAll("\\?.*", "");
    }
}
