package outlayer.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import outlayer.checkpoint.Architecture;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.AnswerTokens;
import outlayer.lm.DecoderTrainer;
import outlayer.lm.Tokenizer;
import outlayer.lm.TokenizerFile;
import outlayer.lm.TokenizerFile.NumberTokens;
import outlayer.lm.TrainerOptions;
import outlayer.quirky.ArithmeticDataset;
import outlayer.quirky.ArithmeticOptions;
import outlayer.quirky.Example;
import outlayer.quirky.GeneratedDataset;
import outlayer.quirky.PartOptions;
import outlayer.quirky.TemplateSet;

/** Sums and differences of operands to 19, a tokenizer for them, and a decoder of a few thousand weights that knows nothing. */
final class TinyAddition implements AutoCloseable {

    static final ArithmeticOptions ADDITION = new ArithmeticOptions("addition", 20, 31, 800, false);
    static final ArithmeticOptions SUBTRACTION = new ArithmeticOptions("subtraction", 20, 31, 800, false);
    private static final TemplateSet TEMPLATES = TemplateSet.named("demo-1");

    private final TokenizerFile file;
    private final Tokenizer tokenizer;

    private TinyAddition(TokenizerFile file, Tokenizer tokenizer) {
        this.file = file;
        this.tokenizer = tokenizer;
    }

    /** Writes the tokenizer into an empty folder. */
    static TinyAddition in(Path folder, NumberTokens numbers) throws IOException {
        TokenizerFile file = TokenizerFile.of(TEMPLATES, List.of(ADDITION, SUBTRACTION), numbers);
        file.write(folder);
        return new TinyAddition(file, Tokenizer.open(folder));
    }

    static GeneratedDataset generate(ArithmeticOptions options, long seed) {
        return ArithmeticDataset.generate(options, TEMPLATES, PartOptions.demo(), seed);
    }

    static List<Example> all(ArithmeticOptions options, long seed) {
        List<Example> all = new ArrayList<>();
        generate(options, seed).parts().values().forEach(all::addAll);
        return all;
    }

    Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Token texts, the space before a token included, joined. */
    String text(int[] ids, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int t = from; t < to; t++) {
            text.append(file.tokens().get(ids[t]));
        }
        return text.toString();
    }

    AnswerTokens answers() {
        return new AnswerTokens(
                tokenizer.answerToken(TEMPLATES.noChoice()), tokenizer.answerToken(TEMPLATES.yesChoice()));
    }

    List<TokenisedExample> tokenised(List<Example> examples, LabelRule rule) {
        return TokenisedExample.all(examples, rule, tokenizer, 64);
    }

    DecoderTrainer trainer(long seed, TrainerOptions options) {
        int vocabulary = file.tokens().size();
        ModelConfig config = new ModelConfig(
                Architecture.LLAMA,
                vocabulary,
                16,
                24,
                2,
                2,
                1,
                8,
                1e-5,
                500,
                null,
                null,
                false,
                64,
                null,
                false,
                false);
        return DecoderTrainer.random(config, seed, options);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
