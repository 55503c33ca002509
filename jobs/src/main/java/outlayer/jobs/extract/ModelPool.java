package outlayer.jobs.extract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.lm.Device;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.LanguageModel;
import outlayer.lm.Tokenizer;

/**
 * The models of one executor's JVM: one per directory, content and device, shared by the tasks that use it at the same time.
 * A model that nobody uses stays open until another one is needed, or the JVM exits. Safe for use by several threads.
 */
final class ModelPool implements AutoCloseable {

    /** Opens the language model of a directory. */
    @FunctionalInterface
    interface Opener {
        LanguageModel open(Path directory, Device device) throws IOException;
    }

    /** The pool of this JVM. */
    static final ModelPool JVM = closedAtExit(new ModelPool(DjlLanguageModel::open));

    private static final Logger LOG = LoggerFactory.getLogger(ModelPool.class);

    private record Name(Path directory, String fingerprint, Device device) {}

    private static final class Entry {
        private final LanguageModel model;
        private final Tokenizer tokenizer;
        private int users;

        Entry(LanguageModel model, Tokenizer tokenizer) {
            this.model = model;
            this.tokenizer = tokenizer;
        }

        void close() {
            model.close();
            tokenizer.close();
        }
    }

    /** A model on loan; closing it gives the model back, not away. */
    final class Loan implements AutoCloseable {
        private final Entry entry;

        private Loan(Entry entry) {
            this.entry = entry;
        }

        LanguageModel model() {
            return entry.model;
        }

        Tokenizer tokenizer() {
            return entry.tokenizer;
        }

        @Override
        public void close() {
            synchronized (ModelPool.this) {
                entry.users--;
            }
        }
    }

    private final Opener opener;
    private final Map<Name, Entry> open = new LinkedHashMap<>();

    ModelPool(Opener opener) {
        this.opener = opener;
    }

    private static ModelPool closedAtExit(ModelPool pool) {
        Runtime.getRuntime().addShutdownHook(new Thread(pool::close, "outlayer-close-models"));
        return pool;
    }

    /**
     * Opens the model unless it is open already; closes those of the same device that nobody uses before it does.
     *
     * @param fingerprint that the directory must have, here as on the driver
     */
    synchronized Loan borrow(Path directory, String fingerprint, Device device) throws IOException {
        Name name = new Name(directory, fingerprint, device);
        Entry entry = open.get(name);
        if (entry == null) {
            closeIdle(device);
            long start = System.nanoTime();
            entry = open(name);
            LOG.info("Opened {} on {} in {} ms", directory, device, (System.nanoTime() - start) / 1_000_000);
            open.put(name, entry);
        }
        entry.users++;
        return new Loan(entry);
    }

    private Entry open(Name name) throws IOException {
        String found = ModelFingerprint.of(name.directory());
        if (!found.equals(name.fingerprint())) {
            throw new IllegalArgumentException("Model directory " + name.directory() + " has the fingerprint " + found
                    + ", expected " + name.fingerprint()
                    + " as when the stage was planned; was it changed meanwhile, or"
                    + " does this executor see another directory of that name?");
        }
        Tokenizer tokenizer = Tokenizer.open(name.directory());
        try {
            return new Entry(opener.open(name.directory(), name.device()), tokenizer);
        } catch (IOException | RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private void closeIdle(Device device) {
        open.entrySet().removeIf(item -> {
            boolean idle = item.getValue().users == 0 && item.getKey().device().equals(device);
            if (idle) {
                item.getValue().close();
            }
            return idle;
        });
    }

    /** Closes what nobody uses; a model in use ends with the process, since closing it under a task would crash that. */
    @Override
    public synchronized void close() {
        open.keySet().stream().map(Name::device).distinct().toList().forEach(this::closeIdle);
    }
}
