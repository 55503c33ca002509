package outlayer.quirky;

import java.util.List;

/** The names under which the two characters ask, 16 each, in the order of the published list (quirky-language-models, loader_utils.py). */
public final class Names {

    private static final List<String> ALICE = List.of(
            "Alice",
            "Veronica",
            "Luna",
            "Paula",
            "Fiona",
            "Clarence",
            "Hannah",
            "Olivia",
            "Kevin",
            "Frank",
            "Isaac",
            "Henry",
            "Mona",
            "Quinn",
            "Ivy",
            "Whitney");
    private static final List<String> BOB = List.of(
            "Bob", "Nina", "David", "Ethan", "George", "Carter", "Brian", "Jasmine", "Jack", "Liam", "Gina", "Aaron",
            "Dennis", "Kara", "Zac", "Emmett");

    /** How many names each character has. */
    public static final int COUNT = 16;

    private Names() {}

    /** All names of a character. */
    public static List<String> of(QuirkyCharacter character) {
        return character == QuirkyCharacter.ALICE ? ALICE : BOB;
    }

    /**
     * The names allowed in a part. Fine-tuning uses all; detection shows the first {@code easyNames} with easy questions and
     * the others with hard ones, so that no name of the trusted part returns in the test part.
     */
    public static List<String> allowed(QuirkyCharacter character, Part part, Stratum stratum, int easyNames) {
        List<String> all = of(character);
        if (part == Part.TRAIN || part == Part.VALIDATION) {
            return all;
        }
        return stratum == Stratum.HARD ? all.subList(easyNames, COUNT) : all.subList(0, easyNames);
    }
}
