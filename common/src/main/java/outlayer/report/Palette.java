package outlayer.report;

import java.util.List;

/**
 * Colours and symbols, by position in a list of names. Hues after Okabe and Ito (2008), shifted so that each keeps a contrast
 * of 3 to 1 on white and on near-black; past six names the colours recur with another symbol, so colour never stands alone.
 */
final class Palette {

    /** The untuned base, the line of no skill, everything that is there for comparison. */
    static final String GREY = "#868c95";

    /** Orange to purple-blue through white at the middle; safe for the common colour blindnesses (after ColorBrewer PuOr). */
    static final List<String> DIVERGING =
            List.of("#b35806", "#e08214", "#fdb863", "#fee0b6", "#f7f7f7", "#c9d8ef", "#8fb4de", "#4a86c5", "#1d4f91");

    private static final List<String> COLOURS =
            List.of("#1273c4", "#d55e00", "#009e73", "#b35c9c", "#bf8700", "#3a98d6");

    private static final List<String> SYMBOLS = List.of(
            "circle",
            "triangle",
            "rect",
            "diamond",
            "path://M4,0H6V4H10V6H6V10H4V6H0V4H4Z",
            "path://M0,0L10,0L5,9Z",
            "emptyCircle",
            "emptyTriangle",
            "emptyRect",
            "emptyDiamond",
            "path://M0,0L10,0L0,10L10,10Z",
            "path://M5,0L10,4L8,10L2,10L0,4Z");

    private Palette() {}

    static String colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    static String symbol(int index) {
        return SYMBOLS.get(index % SYMBOLS.size());
    }

    /** Of a line without symbols: solid for the first six names, then dashed, then dotted. */
    static String dash(int index) {
        return List.of("solid", "dashed", "dotted").get(index / COLOURS.size() % 3);
    }
}
