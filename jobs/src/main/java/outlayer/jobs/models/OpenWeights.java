package outlayer.jobs.models;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.jobs.settings.ExecutorOptions;
import outlayer.torch.Device;

/**
 * Which weights are open on which device, and who uses them. While there is room nothing is closed; where the next would not fit, what
 * was used longest ago and is idle now goes, an adapter before its base and always with it. Safe for use by several threads.
 */
final class OpenWeights {

    /** Opens weights, outside of all locks. */
    @FunctionalInterface
    interface Opening {
        Slot.Opened open(Slot slot) throws IOException;
    }

    /**
     * Open weights in use by one borrower.
     *
     * @param loadSeconds what this borrower spent on opening them; 0 where they were open, or another thread was at it
     */
    record Hold(Slot slot, Slot.Opened opened, double loadSeconds) {}

    private static final Logger LOG = LoggerFactory.getLogger(OpenWeights.class);

    private final DeviceMemory memory;
    private final List<Load> loads = new ArrayList<>();
    private final Map<Slot.Key, Slot> slots = new LinkedHashMap<>();
    private long clock;

    OpenWeights(DeviceMemory memory) {
        this.memory = memory;
    }

    /** Weights that are open, and stay open until they are released; the first who asks opens them, others wait. */
    Hold acquire(Slot.Key key, Opening opening) throws IOException {
        while (true) {
            Slot slot;
            boolean first;
            synchronized (slots) {
                first = !slots.containsKey(key);
                slot = slots.computeIfAbsent(key, Slot::new);
                slot.users++;
                slot.lastUse = ++clock;
            }
            if (first) {
                open(slot, opening);
            }
            try {
                return new Hold(slot, slot.await(), first ? slot.seconds : 0);
            } catch (IOException | RuntimeException e) {
                release(slot);
                if (first || !slot.interrupted || Thread.currentThread().isInterrupted()) {
                    throw e;
                } // else the task that was opening it was stopped, which is no failure of those who waited
            }
        }
    }

    /** A failure is everybody's who waits, and forgotten then. */
    private void open(Slot slot, Opening opening) {
        long start = System.nanoTime();
        try {
            Slot.Opened opened = opening.open(slot);
            slot.seconds = (System.nanoTime() - start) / 1e9;
            synchronized (slots) {
                loads.add(new Load(slot.key.directory(), slot.key.device(), slot.seconds));
            }
            LOG.info(
                    "Opened {} on {} in {} s",
                    slot.key.directory(),
                    slot.key.device(),
                    String.format(Locale.ROOT, "%.2f", slot.seconds));
            slot.opened.complete(opened);
        } catch (IOException | RuntimeException | Error e) {
            slot.interrupted = e instanceof InterruptedIOException
                    || Thread.currentThread().isInterrupted();
            synchronized (slots) {
                slots.remove(slot.key);
            }
            slot.opened.completeExceptionally(e);
        }
    }

    List<Load> loads() {
        synchronized (slots) {
            return List.copyOf(loads);
        }
    }

    void release(Hold hold) {
        release(hold.slot());
    }

    private void release(Slot slot) {
        synchronized (slots) {
            slot.users--;
            slot.lastUse = ++clock;
        }
    }

    /** Sets memory aside for weights that are about to be opened, and closes idle ones if it must. */
    void reserve(Slot slot, long bytes, ExecutorOptions options) {
        long capacity = memory.capacity(slot.key.device(), options);
        List<Slot> closing;
        synchronized (slots) {
            closing = room(slot, capacity - bytes, bytes);
            closing.forEach(idle -> slots.remove(idle.key));
            slot.bytes = bytes;
        }
        closing.forEach(OpenWeights::close);
    }

    /** The idle slots without which the others on the device take at most so many bytes. */
    private List<Slot> room(Slot slot, long room, long bytes) {
        Device device = slot.key.device();
        List<Slot> staying = new ArrayList<>(slots.values());
        staying.removeIf(other -> !other.key.device().equals(device));
        List<Slot> closing = new ArrayList<>();
        while (sum(staying) > room) {
            Optional<Slot> oldest = staying.stream()
                    .filter(other -> other.users == 0 && other.bytes > 0)
                    .min(Comparator.comparingLong(other -> other.lastUse));
            if (oldest.isEmpty()) {
                throw new IllegalArgumentException("Weights of " + slot.key.directory() + " take " + megabytes(bytes)
                        + " on " + device + ", where "
                        + megabytes(room + bytes) + " may be filled and " + megabytes(sum(staying))
                        + " are in use by " + directories(staying) + ". Raise executor.memory-share or"
                        + " executor.gpu-memory-share, run fewer models at once, or in the files' own precision");
            }
            Slot.Key key = oldest.get().key;
            List<Slot> going = staying.stream()
                    .filter(other -> other.key.equals(key)
                            || (key.adapter() == null && other.key.ofBase().equals(key)))
                    .sorted(Comparator.comparing(other -> other.key.adapter() == null)) // adapters first
                    .toList();
            closing.addAll(going);
            staying.removeAll(going);
        }
        return closing;
    }

    private static long sum(List<Slot> slots) {
        return slots.stream().mapToLong(slot -> slot.bytes).sum();
    }

    private static List<String> directories(List<Slot> slots) {
        return slots.stream()
                .filter(slot -> slot.bytes > 0)
                .map(slot -> slot.key.directory())
                .toList();
    }

    private static void close(Slot slot) {
        slot.opened.join().close();
    }

    /** Closes all that nobody uses, adapters before their bases. */
    void closeIdle() {
        List<Slot> idle;
        synchronized (slots) {
            idle = slots.values().stream()
                    .filter(slot -> slot.users == 0)
                    .sorted(Comparator.comparing(slot -> slot.key.adapter() == null))
                    .toList();
            idle.forEach(slot -> slots.remove(slot.key));
        }
        idle.forEach(OpenWeights::close);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
