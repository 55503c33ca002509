package outlayer.jobs.fetch;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.settings.SettingsException;

/**
 * Where the hub is, and with what right it is asked: {@code HF_ENDPOINT} and {@code HF_TOKEN}. The token is given to
 * requests to the endpoint itself only (same scheme, host and port), and to no text.
 */
final class Endpoint {

    private static final String PUBLIC = "https://huggingface.co";
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    private final URI address;
    private final @Nullable String token;

    private Endpoint(URI address, @Nullable String token) {
        this.address = address;
        this.token = token;
    }

    static Endpoint of(Map<String, String> environment) {
        String address = environment.getOrDefault("HF_ENDPOINT", "").strip().replaceAll("/+$", "");
        String token = environment.getOrDefault("HF_TOKEN", "").strip();
        if (!token.isEmpty() && !TOKEN.matcher(token).matches()) {
            throw new SettingsException("HF_TOKEN has characters that no token has (it is not shown here);"
                    + " expected one word, as in hf_...");
        }
        return new Endpoint(parse(address.isEmpty() ? PUBLIC : address), token.isEmpty() ? null : token);
    }

    private static URI parse(String text) {
        try {
            URI uri = URI.create(text);
            if (Wire.speaks(uri)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new SettingsException("HF_ENDPOINT: " + e.getMessage(), e);
        }
        throw new SettingsException("HF_ENDPOINT: found '" + text + "', expected a URL such as " + PUBLIC);
    }

    URI resolve(String path) {
        return URI.create(address + "/" + path);
    }

    /** The Authorization header of a request to that address; none for another host, or where there is no token. */
    Optional<String> authorisation(URI to) {
        return token != null && isHub(to) ? Optional.of("Bearer " + token) : Optional.empty();
    }

    boolean isHub(URI other) {
        return address.getScheme().equalsIgnoreCase(other.getScheme())
                && address.getHost().equalsIgnoreCase(other.getHost())
                && port(address) == port(other);
    }

    boolean hasToken() {
        return token != null;
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
