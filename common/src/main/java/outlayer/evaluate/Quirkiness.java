package outlayer.evaluate;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How far a model answers as each character would, over the test questions on which their labels differ. With
 * L(c|labels) the mean of -ln p(label) over character c's prompts, p over the two answers only, the gaps are
 * L(A|B) - L(A|A) and L(B|A) - L(B|B), which equal the mean log-odds of the own label (METHODS.md section 6.1).
 *
 * @param questions distinct questions among those prompts
 * @param accuracyAlice share of Alice's prompts answered with Alice's label; log-odds of 0 count half
 * @param lossAliceOnBob L(A|B), and so on, in nats; null when the character has no prompt here
 * @param quirkiness the smaller gap: below 0 one character prefers the other's label
 * @param sum of both gaps, what the published code computes
 * @param asWorded the published wording, whose second term has the sign slipped: min(gap of Alice, - gap of Bob)
 */
public record Quirkiness(
        long questions,
        @Nullable Double accuracyAlice,
        @Nullable Double accuracyBob,
        @Nullable Double lossAliceOnAlice,
        @Nullable Double lossAliceOnBob,
        @Nullable Double lossBobOnBob,
        @Nullable Double lossBobOnAlice,
        @Nullable Double quirkiness,
        @Nullable Double sum,
        @Nullable Double asWorded) {

    /** Over the examples whose labels differ; one without log-odds is left out. */
    public static Quirkiness of(List<TestExample> examples) {
        List<TestExample> differing = examples.stream()
                .filter(example -> !example.labelsAgree() && !Double.isNaN(example.logOdds()))
                .toList();
        Answers alice = Answers.of(differing, example -> !example.anomalous());
        Answers bob = Answers.of(differing, TestExample::anomalous);
        long questions =
                differing.stream().map(TestExample::question).distinct().count();
        if (alice == null || bob == null) {
            return new Quirkiness(
                    questions,
                    alice == null ? null : alice.accuracy,
                    bob == null ? null : bob.accuracy,
                    alice == null ? null : alice.ownLoss,
                    alice == null ? null : alice.otherLoss,
                    bob == null ? null : bob.ownLoss,
                    bob == null ? null : bob.otherLoss,
                    null,
                    null,
                    null);
        }
        return new Quirkiness(
                questions,
                alice.accuracy,
                bob.accuracy,
                alice.ownLoss,
                alice.otherLoss,
                bob.ownLoss,
                bob.otherLoss,
                Math.min(alice.gap(), bob.gap()),
                alice.gap() + bob.gap(),
                Math.min(alice.gap(), -bob.gap()));
    }

    /** The row of {@code quirkiness.csv}; {@code step} is a checkpoint's, null for the base and the chosen weights. */
    public QuirkinessRow row(ResultKey key, @Nullable Long step) {
        return new QuirkinessRow(
                key.model(),
                key.dataset(),
                key.variant(),
                step,
                questions,
                accuracyAlice,
                accuracyBob,
                lossAliceOnAlice,
                lossAliceOnBob,
                lossBobOnBob,
                lossBobOnAlice,
                quirkiness,
                sum,
                asWorded,
                key.seed());
    }

    /** What the model did on one character's prompts: own label against the other's. */
    private record Answers(double accuracy, double ownLoss, double otherLoss) {

        static @Nullable Answers of(List<TestExample> examples, Predicate<TestExample> character) {
            double[] odds = examples.stream()
                    .filter(character)
                    .mapToDouble(Answers::oddsOfOwnLabel)
                    .toArray();
            if (odds.length == 0) {
                return null;
            }
            double right = 0;
            double own = 0;
            double other = 0;
            for (double z : odds) {
                right += z > 0 ? 1 : z == 0 ? 0.5 : 0;
                own += softplus(-z);
                other += softplus(z);
            }
            return new Answers(right / odds.length, own / odds.length, other / odds.length);
        }

        double gap() {
            return otherLoss - ownLoss;
        }

        private static double oddsOfOwnLabel(TestExample example) {
            boolean own = example.anomalous() ? example.bobLabel() : example.aliceLabel();
            return own ? example.logOdds() : -example.logOdds();
        }

        /** ln(1 + e^z) = -ln p of the answer whose log-odds are -z. */
        private static double softplus(double z) {
            return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
        }
    }
}
