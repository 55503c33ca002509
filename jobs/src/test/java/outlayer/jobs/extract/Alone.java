package outlayer.jobs.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.lm.AnswerTokens;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.LanguageModel;
import outlayer.lm.Precision;
import outlayer.lm.Readout;
import outlayer.lm.Taps;
import outlayer.lm.Tokenizer;
import outlayer.quirky.Example;
import outlayer.torch.Device;

/** A model that reads one prompt at a time, without batches, windows and Spark: what the stage must agree with. */
final class Alone implements AutoCloseable {

    private final DjlLanguageModel base;
    private final @Nullable DjlLanguageModel adapted;
    private final Tokenizer tokenizer;
    private final AnswerTokens answers;

    private Alone(DjlLanguageModel base, @Nullable DjlLanguageModel adapted, Tokenizer tokenizer) {
        this.base = base;
        this.adapted = adapted;
        this.tokenizer = tokenizer;
        this.answers = new AnswerTokens(tokenizer.answerToken(" No"), tokenizer.answerToken(" Yes"));
    }

    static Alone open(Path directory) throws IOException {
        return open(directory, null);
    }

    static Alone open(Path directory, @Nullable Path adapter) throws IOException {
        DjlLanguageModel base = DjlLanguageModel.open(directory, Device.CPU, Precision.FLOAT32);
        return new Alone(base, adapter == null ? null : base.withAdapter(adapter), Tokenizer.open(directory));
    }

    LanguageModel model() {
        return adapted == null ? base : adapted;
    }

    int[] tokens(Example example) {
        return tokenizer.encode(example.statement()).ids();
    }

    Readout read(Example example, Taps taps) {
        return model().read(List.of(tokens(example)), answers, taps);
    }

    /** The rows of one layer of a file of vectors, all of which must be there. */
    static List<float[]> rows(RunFile vectors, int layer) {
        List<float[]> rows = new ArrayList<>();
        try (LayerReader reader = LayerReader.open(vectors, layer, Math.toIntExact(vectors.rows()))) {
            LayerBlock block = Objects.requireNonNull(reader.next());
            assertThat(block.present()).isEqualTo((int) vectors.rows());
            int d = block.dimension();
            for (int row = 0; row < block.present(); row++) {
                rows.add(Arrays.copyOfRange(block.values(), row * d, (row + 1) * d));
            }
        }
        return rows;
    }

    /** Whether two vectors differ by at most that share of the first one's norm. */
    static void requireNear(float[] expected, float[] found, double share) {
        double norm = 0;
        double difference = 0;
        assertThat(found).hasSameSizeAs(expected);
        for (int j = 0; j < expected.length; j++) {
            norm += (double) expected[j] * expected[j];
            difference += Math.pow(expected[j] - (double) found[j], 2);
        }
        assertThat(Math.sqrt(difference)).isLessThanOrEqualTo(share * Math.sqrt(norm));
    }

    @Override
    public void close() {
        if (adapted != null) {
            adapted.close();
        }
        base.close();
        tokenizer.close();
    }
}
