package outlayer.lm;

/** Which tokens of a prompt vectors are taken at. */
public enum Positions {
    /** The last token alone. */
    LAST,
    /** Every token. */
    ALL
}
