package outlayer.lm;

/** Token ids of the two answers whose logits are compared. */
public record AnswerTokens(int no, int yes) {

    public AnswerTokens {
        if (no < 0 || yes < 0 || no == yes) {
            throw new IllegalArgumentException(
                    "Answer tokens are " + no + " (no) and " + yes + " (yes), expected two different ids from 0 on");
        }
    }
}
