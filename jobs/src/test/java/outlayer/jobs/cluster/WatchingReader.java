package outlayer.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.Runs;

/**
 * Reads whatever is published under a root, again and again, while things go wrong: what it once saw must stay as it was, and every
 * file must be there with the bytes that its manifest promises.
 */
final class WatchingReader {

    /** What goes wrong meanwhile. */
    @FunctionalInterface
    interface Fault {
        void happen() throws Exception;
    }

    private static final long PAUSE_MILLIS = 50;

    private final Path root;
    private final RunDirectory run;
    private final Map<String, Manifest> seen = new TreeMap<>();
    private volatile @Nullable Throwable failure;
    private volatile boolean stopped;
    private int looks;

    private WatchingReader(Path root) {
        this.root = root;
        this.run = Runs.local(root);
    }

    /** Reads until the fault is over; fails where a reader was ever disappointed. */
    static void during(Path root, Fault fault) throws Exception {
        WatchingReader reader = new WatchingReader(root);
        Thread thread = new Thread(reader::watch, "reader");
        thread.start();
        try {
            fault.happen();
        } finally {
            reader.stopped = true;
            thread.join();
        }
        assertThat(reader.failure)
                .as("after " + reader.looks + " looks at " + reader.seen.size() + " units")
                .isNull();
        assertThat(reader.seen).as("units that a reader saw").isNotEmpty();
    }

    private void watch() {
        try {
            while (!stopped) {
                look();
                Thread.sleep(PAUSE_MILLIS);
            }
            look();
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** What is new is read whole, what was there before is looked for, and one of them read again in turn. */
    private void look() throws IOException {
        for (Manifest before : List.copyOf(seen.values())) {
            assertThat(run.find(before.spec())).as("what was published stays").contains(before);
            run.files(before);
        }
        for (Manifest found : FaultRun.manifests(root)) {
            if (seen.put(found.key(), found) == null) {
                run.files(found).forEach(RunFile::verify);
            }
        }
        List<Manifest> all = new ArrayList<>(seen.values());
        if (!all.isEmpty()) {
            run.files(all.get(looks % all.size())).forEach(RunFile::verify);
        }
        run.runs();
        looks++;
    }
}
