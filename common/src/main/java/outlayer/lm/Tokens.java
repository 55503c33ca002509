package outlayer.lm;

/** A tokenized text: ids, and where in the text each token stands. Arrays are not copied. */
public final class Tokens {

    private final int[] ids;
    private final int[] starts;
    private final int[] ends;

    Tokens(int[] ids, int[] starts, int[] ends) {
        this.ids = ids;
        this.starts = starts;
        this.ends = ends;
    }

    /** Token ids, special ones included. [T] */
    public int[] ids() {
        return ids;
    }

    public int size() {
        return ids.length;
    }

    /** First code point of token t in the text; -1 for one that the text has not, such as the one before it. */
    public int start(int t) {
        return starts[t];
    }

    /** Code point after the last one of token t; -1 for one that the text has not. */
    public int end(int t) {
        return ends[t];
    }
}
