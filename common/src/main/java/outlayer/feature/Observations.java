package outlayer.feature;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import outlayer.lm.Positions;

/**
 * What a model gave for some prompts, in their order: log-odds of the answers, and the vectors of every kind that was asked for. A prompt that could
 * not be read has a reason in place of values; its row is never dropped. Vectors stay where the batches put them. Filled by
 * {@link ModelReader} or {@link EffectReader}, then only read.
 */
public final class Observations {

    private static final String NOT_FINITE = "the model gave NaN or infinity";

    /** Where the vectors of a prompt are: among those of its batch, at that row, or from that one on where all tokens have one. */
    private record Place(Map<String, BatchVectors> batch, int row, int firstToken) {}

    /**
     * One prompt's vectors of one kind.
     *
     * @param layers one array per layer, [n, width] row-major, shared with other prompts
     * @param rows n, of every layer
     * @param from first row of this prompt
     * @param to row after its last
     */
    public record Vectors(List<float[]> layers, int rows, int from, int to) {

        /** Numbers in a vector of the layer at that place among {@link #layers}. */
        public int width(int place) {
            return layers.get(place).length / rows;
        }

        /** The same where all layers have one width. */
        public int width() {
            return width(0);
        }

        private boolean finite() {
            for (int place = 0; place < layers.size(); place++) {
                float[] layer = layers.get(place);
                int width = width(place);
                for (int i = from * width; i < to * width; i++) {
                    if (!Float.isFinite(layer[i])) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    private final Prompts prompts;
    private final List<? extends VectorKind> kinds;
    private final @Nullable Place[] places;
    private final @Nullable String[] reasons;
    private final double[] logOdds;
    private long computedTokens;
    private long readTokens;
    private int splits;

    Observations(Prompts prompts, List<? extends VectorKind> kinds) {
        this.prompts = prompts;
        this.kinds = kinds;
        places = new @Nullable Place[prompts.size()];
        reasons = new @Nullable String[prompts.size()];
        Arrays.setAll(reasons, prompts::reason);
        logOdds = new double[prompts.asked() ? prompts.size() : 0];
    }

    /** One batch as it was read. */
    void add(int[] batch, int batchTokens, BatchResult read) {
        computedTokens += batchTokens;
        int firstToken = 0;
        for (int row = 0; row < batch.length; row++) {
            places[batch[row]] = new Place(read.vectors(), row, firstToken);
            if (logOdds.length > 0) {
                logOdds[batch[row]] = read.logOdds()[row];
            }
            firstToken += prompts.tokens(batch[row]).length;
        }
        readTokens += firstToken;
    }

    void refuse(int prompt, String reason) {
        reasons[prompt] = reason;
    }

    void countSplit() {
        splits++;
    }

    public Prompts prompts() {
        return prompts;
    }

    public List<VectorKind> kinds() {
        return List.copyOf(kinds);
    }

    /** Why a prompt has no values, or null where it has. Looks at every number of it. */
    public @Nullable String reason(int prompt) {
        String known = reasons[prompt];
        return known != null || finite(prompt) ? known : NOT_FINITE;
    }

    /** logit(yes) - logit(no) of a prompt that has no {@link #reason}, where the prompts asked for it. */
    public double logOdds(int prompt) {
        return logOdds[prompt];
    }

    /** The vectors of a prompt that has no {@link #reason}. */
    public Vectors vectors(VectorKind kind, int prompt) {
        Place place = Objects.requireNonNull(places[prompt], () -> "Prompt " + prompt + " was not read");
        BatchVectors batch = Objects.requireNonNull(
                place.batch().get(kind.name()),
                () -> kind.name() + " was not asked for, only " + place.batch().keySet());
        boolean last = batch.positions() == Positions.LAST;
        int from = last ? place.row() : place.firstToken();
        return new Vectors(batch.layers(), batch.rows(), from, last ? from + 1 : from + prompts.tokens(prompt).length);
    }

    /** Tokens that the model worked on beyond those of the prompts. */
    public long paddingTokens() {
        return computedTokens - readTokens;
    }

    /** How often a batch was halved because the device's memory would not take it. */
    public int splits() {
        return splits;
    }

    private boolean finite(int prompt) {
        return (logOdds.length == 0 || Double.isFinite(logOdds[prompt]))
                && kinds.stream().allMatch(kind -> vectors(kind, prompt).finite());
    }
}
