package outlayer.quirky;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A part of a dataset; no question belongs to two parts. */
public enum Part {
    /** Fine-tuning: both characters, every difficulty. */
    TRAIN,
    /** Choice of the checkpoint: both characters, every difficulty. */
    VALIDATION,
    /** What detectors are fitted on: easy questions of Alice. */
    TRUSTED,
    /** Thresholds: Alice's easy and hard questions, seen by no fit. */
    CALIBRATION,
    /** Unlabelled data for offline detectors: easy questions of both. */
    UNTRUSTED,
    /** What detectors are judged on: hard questions of both. */
    TEST;

    private static final List<QuirkyCharacter> BOTH = List.of(QuirkyCharacter.values());
    private static final List<QuirkyCharacter> ALICE_ALONE = List.of(QuirkyCharacter.ALICE);

    /** Lower-case name, as tables and settings write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The part of that key. */
    public static Part named(String key) {
        for (Part part : values()) {
            if (part.key().equals(key)) {
                return part;
            }
        }
        throw new IllegalArgumentException("Unknown part '%s'; expected one of %s"
                .formatted(key, Arrays.stream(values()).map(Part::key).toList()));
    }

    /** Whose examples it holds. */
    public List<QuirkyCharacter> characters() {
        return this == TRUSTED || this == CALIBRATION ? ALICE_ALONE : BOTH;
    }

    /** Whether questions of that difficulty may belong to it. */
    public boolean holds(Stratum stratum) {
        return switch (this) {
            case TRAIN, VALIDATION -> true;
            case TRUSTED, UNTRUSTED -> stratum == Stratum.EASY;
            case CALIBRATION -> stratum != Stratum.MEDIUM;
            case TEST -> stratum == Stratum.HARD;
        };
    }
}
