package outlayer.jobs.fetch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Patience that lets no time pass, and remembers how long it would have waited. */
final class Waits {

    private final List<Duration> waited = new CopyOnWriteArrayList<>();

    Patience patience() {
        return patience(Duration.ofSeconds(20));
    }

    Patience patience(Duration silence) {
        return new Patience(4, Duration.ofSeconds(1), Duration.ofMinutes(10), silence, waited::add);
    }

    List<Duration> waited() {
        return waited;
    }
}
