package outlayer.jobs.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** An HTTP answer that is not what was asked for. */
final class StatusException extends IOException {

    private final int status;
    private final boolean fromHub;
    private final String code;
    private final String reason;
    private final Duration retryAfter;

    /**
     * @param at without its query, which may hold a signature
     * @param body its first bytes, said where the headers give no reason
     */
    StatusException(int status, URI at, boolean fromHub, HttpHeaders headers, String body) {
        super("status " + status + " from " + Wire.withoutQuery(at) + reason(headers, body));
        this.status = status;
        this.fromHub = fromHub;
        this.code = headers.firstValue("X-Error-Code").orElse("");
        this.reason = reason(headers, body);
        this.retryAfter =
                headers.firstValue("Retry-After").map(StatusException::duration).orElse(Duration.ZERO);
    }

    int status() {
        return status;
    }

    /** Whether the hub itself said so, rather than a store that it sent us to. */
    boolean fromHub() {
        return fromHub;
    }

    /** The hub's own word for what is wrong, such as {@code GatedRepo}; empty where it has none. */
    String code() {
        return code;
    }

    /** What the server says to people, after a colon; empty where it says nothing. */
    String reason() {
        return reason;
    }

    Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the same question may be answered later. */
    boolean passing() {
        return status == 408 || status == 429 || status >= 500;
    }

    private static String reason(HttpHeaders headers, String body) {
        String text = headers.firstValue("X-Error-Message").orElse(body);
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(300, line.length()));
    }

    /** Seconds, or a date (RFC 9110, section 10.2.3). */
    private static Duration duration(String text) {
        try {
            if (!text.isEmpty() && text.chars().allMatch(Character::isDigit)) {
                return Duration.ofSeconds(Long.parseLong(text));
            }
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(Instant.now(), then);
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeParseException | NumberFormatException e) {
            return Duration.ZERO;
        }
    }
}
