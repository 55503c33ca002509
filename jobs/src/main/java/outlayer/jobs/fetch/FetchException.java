package outlayer.jobs.fetch;

/** What stopped a fetch, and what to do about it: a matter of the network, the hub, the disk or the caller. */
public final class FetchException extends IllegalArgumentException {

    FetchException(String message) {
        super(message);
    }

    FetchException(String message, Throwable cause) {
        super(message, cause);
    }
}
