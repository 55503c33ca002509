package outlayer.jobs.bench;

/**
 * One number that a benchmark must reach.
 *
 * @param what the number is: a ratio
 */
record Requirement(String what, double found, Bound bound, double required) {

    enum Bound {
        AT_LEAST,
        AT_MOST
    }

    static Requirement atLeast(double required, String what, double found) {
        return new Requirement(what, found, Bound.AT_LEAST, required);
    }

    static Requirement atMost(double required, String what, double found) {
        return new Requirement(what, found, Bound.AT_MOST, required);
    }

    boolean met() {
        return bound == Bound.AT_LEAST ? found >= required : found <= required;
    }
}
