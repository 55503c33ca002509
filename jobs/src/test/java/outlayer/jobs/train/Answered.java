package outlayer.jobs.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import outlayer.lm.AnswerTokens;
import outlayer.lm.LanguageModel;
import outlayer.lm.Taps;
import outlayer.lm.Tokenizer;

/** What a model says to one statement. */
final class Answered {

    private Answered() {}

    /** Log-odds of Yes; the tokenizer lies in that directory. */
    static double by(LanguageModel model, Path tokenizerDirectory) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(tokenizerDirectory)) {
            AnswerTokens answers = new AnswerTokens(tokenizer.answerToken(" No"), tokenizer.answerToken(" Yes"));
            int[] prompt = tokenizer.encode("Alice: 1 + 1 = 2.").ids();
            return model.read(List.of(prompt), answers, Taps.none()).logOdds()[0];
        }
    }
}
