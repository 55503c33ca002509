package outlayer.jobs.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.LanguageModel;
import outlayer.lm.Tokenizer;
import outlayer.torch.Device;

/**
 * The models of one executor's JVM, shared by its tasks: one base for each directory, content, precision and device, and beside it any
 * number of adapters, which run at the same time. Each set of weights is opened at most once, and stays open while the device has room;
 * see {@link OpenWeights} for what goes when it has none. Safe for use by several threads.
 */
public final class ModelPool implements AutoCloseable {

    /** The pool of this JVM. */
    public static final ModelPool JVM = closedAtExit(new ModelPool(new DjlOpener(), HostMemory.INSTANCE));

    private final ModelOpener opener;
    private final OpenWeights weights;

    ModelPool(ModelOpener opener, DeviceMemory memory) {
        this.opener = opener;
        weights = new OpenWeights(memory);
    }

    private static ModelPool closedAtExit(ModelPool pool) {
        Runtime.getRuntime().addShutdownHook(new Thread(pool::close, "outlayer-close-models"));
        return pool;
    }

    /** A model on loan, for one task; closing it gives the model back, not away. */
    public final class Loan implements AutoCloseable {

        private final OpenWeights.Hold base;
        private final OpenWeights.@Nullable Hold adapter;
        private boolean returned;

        private Loan(OpenWeights.Hold base, OpenWeights.@Nullable Hold adapter) {
            this.base = base;
            this.adapter = adapter;
        }

        /** The model that was asked for, with its adapter if it has one. */
        public LanguageModel model() {
            return (adapter == null ? base : adapter).opened().model();
        }

        /** The base alone, for whoever differentiates or trains an adapter of its own over it; its weights are everybody's. */
        public DjlLanguageModel base() {
            return (DjlLanguageModel) base.opened().model();
        }

        public Tokenizer tokenizer() {
            return Objects.requireNonNull(base.opened().tokenizer());
        }

        public ModelConfig config() {
            return base.opened().model().config();
        }

        /** What this borrower itself spent on opening weights; 0 where all were open, or another thread was at it. */
        public double loadSeconds() {
            return base.loadSeconds() + (adapter == null ? 0 : adapter.loadSeconds());
        }

        /** The largest batch, in tokens with padding, to try on this base and device; empty until one did not fit. */
        public OptionalInt tokenLimit() {
            int limit = base.slot().tokenLimit.get();
            return limit == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(limit);
        }

        /** Remembers the largest batch to try from now on; of several, the smallest counts. */
        public void rememberTokenLimit(int tokens) {
            if (tokens < 1) {
                throw new IllegalArgumentException("Token limit is " + tokens + ", expected at least 1");
            }
            base.slot().tokenLimit.accumulateAndGet(tokens, Math::min);
        }

        @Override
        public void close() {
            if (!returned) {
                returned = true;
                if (adapter != null) {
                    weights.release(adapter);
                }
                weights.release(base);
            }
        }
    }

    /**
     * Opens the model unless it is open already. Opening one does not hold up those who borrow another.
     *
     * @param configuration that reaches the file systems of its directories
     */
    public Loan borrow(ModelSource source, Device device, Configuration configuration) throws IOException {
        OpenWeights.Hold base =
                weights.acquire(Slot.Key.base(source, device), slot -> openBase(slot, source, configuration));
        try {
            String directory = source.adapter();
            if (directory == null) {
                return new Loan(base, null);
            }
            LanguageModel under = base.opened().model();
            return new Loan(
                    base,
                    weights.acquire(
                            Slot.Key.adapter(source, device),
                            slot -> openAdapter(slot, source, directory, under, configuration)));
        } catch (IOException | RuntimeException e) {
            weights.release(base);
            throw e;
        }
    }

    private Slot.Opened openBase(Slot slot, ModelSource source, Configuration configuration) throws IOException {
        Path directory =
                cache(source).localise(source.base(), DirectoryKind.MODEL, source.baseFingerprint(), configuration);
        Device device = slot.key.device();
        weights.reserve(slot, opener.bytes(directory, device, source.precision()), source.executor());
        Tokenizer tokenizer = Tokenizer.open(directory);
        try {
            return new Slot.Opened(opener.open(directory, device, source.precision()), tokenizer);
        } catch (IOException | RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private Slot.Opened openAdapter(
            Slot slot, ModelSource source, String adapter, LanguageModel base, Configuration configuration)
            throws IOException {
        Path directory = cache(source)
                .localise(adapter, DirectoryKind.ADAPTER, source.requireAdapterFingerprint(), configuration);
        weights.reserve(slot, opener.adapterBytes(directory), source.executor());
        return new Slot.Opened(opener.adapt(base, directory), null);
    }

    private static ModelCache cache(ModelSource source) {
        return ModelCache.under(source.executor().modelCacheDirectory());
    }

    /** Every set of weights that this JVM opened, in order. */
    public List<Load> loads() {
        return weights.loads();
    }

    /** Closes what nobody uses; a model in use ends with the process, since closing it under a task would crash that. */
    @Override
    public void close() {
        weights.closeIdle();
    }
}
