package outlayer.jobs.models;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import outlayer.lm.LanguageModel;
import outlayer.lm.Precision;
import outlayer.lm.Tokenizer;
import outlayer.torch.Device;

/** One set of weights of a pool: asked for, being opened, or open. Whatever changes is guarded by the pool. */
final class Slot {

    /**
     * What makes two sets of weights one.
     *
     * @param adapter null for a base
     * @param fingerprint of the base, or of the adapter
     */
    record Key(
            String base,
            String baseFingerprint,
            Precision precision,
            @Nullable String adapter,
            String fingerprint,
            Device device) {

        static Key base(ModelSource source, Device device) {
            return new Key(
                    source.base(),
                    source.baseFingerprint(),
                    source.precision(),
                    null,
                    source.baseFingerprint(),
                    device);
        }

        static Key adapter(ModelSource source, Device device) {
            return new Key(
                    source.base(),
                    source.baseFingerprint(),
                    source.precision(),
                    source.adapter(),
                    source.requireAdapterFingerprint(),
                    device);
        }

        /** The base, or the base under the adapter. */
        Key ofBase() {
            return adapter == null ? this : new Key(base, baseFingerprint, precision, null, baseFingerprint, device);
        }

        String directory() {
            return adapter == null ? base : adapter;
        }
    }

    /** @param tokenizer null beside an adapter, which has its base's */
    record Opened(LanguageModel model, @Nullable Tokenizer tokenizer) {

        void close() {
            model.close();
            if (tokenizer != null) {
                tokenizer.close();
            }
        }
    }

    final Key key;
    final CompletableFuture<Opened> opened = new CompletableFuture<>();
    /** The fewest tokens of which a batch is known not to fit, less one. */
    final AtomicInteger tokenLimit = new AtomicInteger(Integer.MAX_VALUE);

    /** What it took to open it, by the thread that did. */
    volatile double seconds;
    /** Whether it was not opened because its opener was told to stop. */
    volatile boolean interrupted;

    int users;
    /** Memory of the device that was set aside for it. */
    long bytes;
    /** Of several, the larger was used later. */
    long lastUse;

    Slot(Key key) {
        this.key = key;
    }

    /** Waits until it is open, or its opening failed. */
    Opened await() throws IOException {
        try {
            return opened.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException)
                    new InterruptedIOException("Interrupted while " + key.directory() + " was opened").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new IllegalStateException("Cannot open " + key.directory() + ": " + e.getCause(), e);
        }
    }
}
