package outlayer.training;

/** What {@link Validation} finds; see {@link CurvePoint} for the four. */
record Judgement(double loss, double accuracyAlice, double accuracyBob, double quirkiness) {}
