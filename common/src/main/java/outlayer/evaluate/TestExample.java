package outlayer.evaluate;

/**
 * What evaluation knows of one test example: who was asked, what each character would answer, and what the model did.
 *
 * @param question id of the question, shared by all examples that ask it
 * @param name the name shown in the prompt
 * @param anomalous whether the character is Bob
 * @param logOdds logit(Yes) - logit(No); NaN when the model gave none
 */
public record TestExample(
        String question, String name, boolean anomalous, boolean aliceLabel, boolean bobLabel, double logOdds) {

    boolean labelsAgree() {
        return aliceLabel == bobLabel;
    }
}
