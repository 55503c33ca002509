package outlayer.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import outlayer.lm.Positions;
import outlayer.lm.Readout;

/**
 * What a model gave for some prompts, in their order: log-odds of the answers, and the vectors of every feature. A prompt that could
 * not be read has a reason in place of values; its row is never dropped. Vectors stay where the batches put them. Filled by
 * {@link ModelReader}, then only read.
 */
public final class Observations {

    private static final String NOT_FINITE = "the model gave NaN or infinity";

    /** Where the vectors of a prompt are: in the readouts of its batch, at that row, or from that one on where all tokens have one. */
    private record Place(Map<Positions, Readout> batch, int row, int firstToken) {}

    /**
     * One prompt's vectors of one feature.
     *
     * @param layers one array per layer, [n, width] row-major, shared with other prompts
     * @param from first row of this prompt
     * @param to row after its last
     */
    public record Vectors(List<float[]> layers, int width, int from, int to) {

        private boolean finite() {
            for (float[] layer : layers) {
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
    private final List<Feature> features;
    private final @Nullable Place[] places;
    private final @Nullable String[] reasons;
    private final double[] logOdds;
    private long computedTokens;
    private long readTokens;
    private int splits;

    Observations(Prompts prompts, List<Feature> features) {
        this.prompts = prompts;
        this.features = features;
        places = new @Nullable Place[prompts.size()];
        reasons = new @Nullable String[prompts.size()];
        Arrays.setAll(reasons, prompts::reason);
        logOdds = new double[prompts.asked() ? prompts.size() : 0];
    }

    /** One batch as it was read: the first readout has the log-odds. */
    void add(int[] batch, int batchTokens, Map<Positions, Readout> readouts) {
        computedTokens += batchTokens;
        double[] odds = readouts.values().iterator().next().logOdds();
        int firstToken = 0;
        for (int row = 0; row < batch.length; row++) {
            places[batch[row]] = new Place(readouts, row, firstToken);
            if (logOdds.length > 0) {
                logOdds[batch[row]] = odds[row];
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

    public List<Feature> features() {
        return features;
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
    public Vectors vectors(Feature feature, int prompt) {
        Place place = Objects.requireNonNull(places[prompt], () -> "Prompt " + prompt + " was not read");
        Readout readout =
                Objects.requireNonNull(place.batch().get(feature.positions()), () -> feature + " was not asked for");
        List<float[]> layers = new ArrayList<>();
        for (int layer : feature.layers()) {
            layers.add(readout.vectors(feature.point(), layer));
        }
        int width = layers.get(0).length / readout.rows();
        return feature.positions() == Positions.LAST
                ? new Vectors(layers, width, place.row(), place.row() + 1)
                : new Vectors(layers, width, place.firstToken(), place.firstToken() + prompts.tokens(prompt).length);
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
                && features.stream()
                        .allMatch(feature -> vectors(feature, prompt).finite());
    }
}
