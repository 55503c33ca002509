package outlayer.jobs.run;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What was found published under a root: it never changes, and on an object store each look at it is a request or two. */
final class KnownUnits {

    private final boolean remembers;
    private final Map<String, Manifest> manifests = new ConcurrentHashMap<>();
    private final Set<String> whole = ConcurrentHashMap.newKeySet();

    /** Remembers all that it is given, or nothing. */
    KnownUnits(boolean remembers) {
        this.remembers = remembers;
    }

    Optional<Manifest> find(String key) {
        return Optional.ofNullable(manifests.get(key));
    }

    void add(Manifest published) {
        if (remembers) {
            manifests.put(published.key(), published);
        }
    }

    /** Stops where a data file is not there in full length. */
    void requireWhole(RunFile file) {
        if (!whole.contains(file.path())) {
            file.requireWhole();
            if (remembers) {
                whole.add(file.path());
            }
        }
    }
}
