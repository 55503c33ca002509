package outlayer.quirky;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How questions are dealt out to parts.
 *
 * <p>A question's part is a hash of the question and the salt, cut at the shares of its stratum: it does not depend on the
 * seed, so that a model trained on one draw of a dataset meets its training questions in the test part of another draw only
 * where they cross the border between two strata.
 *
 * @param easyQuantile questions below it are easy
 * @param hardQuantile questions from it up are hard
 * @param caps most examples of each character in a part; a part without an entry is not capped
 * @param easyNames how many names of each character are for easy questions outside fine-tuning; hard ones take the others
 * @param anomalyShare share of Bob's examples in the test part
 * @param salt another salt deals the questions out anew
 */
public record PartOptions(
        double easyQuantile,
        double hardQuantile,
        PartShares easy,
        PartShares medium,
        PartShares hard,
        Map<Part, Integer> caps,
        int easyNames,
        double anomalyShare,
        long salt)
        implements Serializable {

    public PartOptions {
        caps = Map.copyOf(caps);
        if (!(0 < easyQuantile && easyQuantile <= hardQuantile && hardQuantile < 1)) {
            throw new IllegalArgumentException("Easy quantile %s and hard quantile %s; expected 0 < easy <= hard < 1"
                    .formatted(easyQuantile, hardQuantile));
        }
        if (easyNames < 1 || easyNames >= Names.COUNT) {
            throw new IllegalArgumentException(
                    "%d names for easy questions; expected 1..%d, so that hard ones have names too"
                            .formatted(easyNames, Names.COUNT - 1));
        }
        if (!(0 < anomalyShare && anomalyShare < 1)) {
            throw new IllegalArgumentException(
                    "Anomaly share of the test part is %s; expected between 0 and 1".formatted(anomalyShare));
        }
        caps.forEach((part, cap) -> {
            if (cap < 1) {
                throw new IllegalArgumentException(
                        "Cap of part %s is %d; expected at least 1".formatted(part.key(), cap));
            }
        });
        requireHeld(Stratum.EASY, easy);
        requireHeld(Stratum.MEDIUM, medium);
        requireHeld(Stratum.HARD, hard);
    }

    /** The shares of the shipped demo: about a fifth of all questions is never trained on. */
    public static PartOptions demo() {
        return new PartOptions(
                0.25,
                0.75,
                new PartShares(0.30, 0.05, 0.35, 0.10, 0.20, 0),
                new PartShares(0.95, 0.05, 0, 0, 0, 0),
                new PartShares(0.72, 0.04, 0, 0.06, 0, 0.18),
                Map.of(),
                4,
                0.5,
                0);
    }

    /** The same with other caps. */
    public PartOptions withCaps(Map<Part, Integer> newCaps) {
        return new PartOptions(easyQuantile, hardQuantile, easy, medium, hard, newCaps, easyNames, anomalyShare, salt);
    }

    /** The shares of a stratum. */
    public PartShares shares(Stratum stratum) {
        return switch (stratum) {
            case EASY -> easy;
            case MEDIUM -> medium;
            case HARD -> hard;
        };
    }

    /** The stratum of a difficulty quantile. */
    public Stratum stratum(double difficultyQuantile) {
        if (difficultyQuantile < easyQuantile) {
            return Stratum.EASY;
        }
        return difficultyQuantile < hardQuantile ? Stratum.MEDIUM : Stratum.HARD;
    }

    /** The part of a question, given the hash that identifies it. */
    public Part part(String question, Stratum stratum) {
        return shares(stratum).at(uniform(salt, question));
    }

    /** The same among some parts only, whose shares are scaled to sum to 1; none if they have no share of that stratum. */
    public Optional<Part> part(String question, Stratum stratum, Set<Part> among) {
        return shares(stratum).at(uniform(salt, question), among);
    }

    /** A number in [0, 1) for each question; another salt gives others. */
    static double uniform(long salt, String question) {
        return (ContentHash.of("part", Long.toString(salt), question) >>> 11) * 0x1p-53;
    }

    /**
     * How many examples of each character a part keeps, given how many different ones there are: the cap, and in the test part
     * as many as give Bob the anomaly share.
     */
    public Map<QuirkyCharacter, Long> kept(Part part, Map<QuirkyCharacter, Long> distinct) {
        long cap = caps.getOrDefault(part, Integer.MAX_VALUE);
        Map<QuirkyCharacter, Long> kept = new EnumMap<>(QuirkyCharacter.class);
        part.characters()
                .forEach(character -> kept.put(character, Math.min(cap, distinct.getOrDefault(character, 0L))));
        if (part == Part.TEST) {
            double total = Math.min(
                    kept.getOrDefault(QuirkyCharacter.ALICE, 0L) / (1 - anomalyShare),
                    kept.getOrDefault(QuirkyCharacter.BOB, 0L) / anomalyShare);
            kept.merge(QuirkyCharacter.ALICE, Math.round(total * (1 - anomalyShare)), Math::min);
            kept.merge(QuirkyCharacter.BOB, Math.round(total * anomalyShare), Math::min);
        }
        return kept;
    }

    private static void requireHeld(Stratum stratum, PartShares shares) {
        for (Part part : Part.values()) {
            if (shares.of(part) > 0 && !part.holds(stratum)) {
                throw new IllegalArgumentException(
                        "Part %s holds no %s questions, but its share of them is %s; expected 0"
                                .formatted(part.key(), stratum.key(), shares.of(part)));
            }
        }
    }
}
