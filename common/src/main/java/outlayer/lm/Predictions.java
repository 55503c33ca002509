package outlayer.lm;

/** Which next tokens a loss asks for: flat positions in the padded batch, the right tokens, and what each counts. All [P]. */
record Predictions(long[] positions, long[] targets, float[] importance) {}
