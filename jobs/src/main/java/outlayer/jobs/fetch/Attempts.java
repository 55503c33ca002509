package outlayer.jobs.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the attempts in a row at one thing that brought nothing new, and waits between them. One thread. */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final String what;
    private final Patience patience;
    private long best;
    private int failures;

    Attempts(String what, Patience patience, long best) {
        this.what = what;
        this.patience = patience;
        this.best = best;
    }

    /** One attempt. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws IOException, InterruptedException;
    }

    /** The first answer that an attempt gives. */
    static <T> T until(String what, Patience patience, Attempt<T> attempt) throws InterruptedException {
        Attempts attempts = new Attempts(what, patience, 0);
        while (true) {
            try {
                return attempt.make();
            } catch (IOException e) {
                attempts.failed(0, e);
            }
        }
    }

    /**
     * Waits for the next attempt, or says that there is none.
     *
     * @param reached how far the thing has come: farther than ever before, the count starts again
     */
    void failed(long reached, IOException cause) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException(what);
        }
        failures = reached > best ? 0 : failures + 1;
        best = Math.max(best, reached);
        if (failures >= patience.attempts()) {
            throw new FetchException(
                    what + ": gave up after " + failures + " attempts in a row that brought nothing; the last: "
                            + said(cause) + ". What has arrived is kept: start again to go on from there",
                    cause);
        }
        Duration asked = cause instanceof StatusException status ? status.retryAfter() : Duration.ZERO;
        if (asked.compareTo(patience.longest()) > 0) {
            throw new FetchException(
                    what + ": " + said(cause) + "; the server asks to wait " + asked.toSeconds()
                            + " s, longer than the " + patience.longest().toSeconds()
                            + " s that a fetch waits. Start again after that",
                    cause);
        }
        Duration own = patience.after(failures);
        Duration wait = asked.compareTo(own) > 0 ? asked : own;
        LOG.warn("{}: {}; next attempt in {} s", what, said(cause), wait.toMillis() / 1000.0);
        patience.pause().pause(wait);
    }

    /** Some of the network's exceptions have no message, and some only a name. */
    private static String said(IOException cause) {
        if (cause instanceof StatusException) {
            return String.valueOf(cause.getMessage());
        }
        String text = cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
        return cause instanceof ConnectException
                ? text + " (is HF_ENDPOINT right? Behind a proxy set the Java option https.proxyHost)"
                : text;
    }
}
