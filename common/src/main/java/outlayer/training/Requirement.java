package outlayer.training;

/** What a setting must be. */
final class Requirement {

    private Requirement() {}

    static void that(boolean holds, String name, Object found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + found + ", expected " + expected);
        }
    }
}
