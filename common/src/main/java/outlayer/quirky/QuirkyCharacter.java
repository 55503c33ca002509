package outlayer.quirky;

import java.util.Locale;

/** Who asks: Alice, whose prompts are to be answered truly (normal), or Bob, whose prompts follow the heuristic (anomalous). */
public enum QuirkyCharacter {
    ALICE,
    BOB;

    /** Lower-case name, as tables and settings write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
