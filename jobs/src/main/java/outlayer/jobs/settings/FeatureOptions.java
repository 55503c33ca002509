package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.Locale;
import outlayer.lm.Point;
import outlayer.lm.Positions;

/**
 * One feature that is read off the models.
 *
 * @param name in tables and results
 * @param positions the last token of each prompt, or all of them (for a flow's training)
 */
public record FeatureOptions(String name, Point point, LayerChoice layers, Positions positions)
        implements Serializable {

    /** The feature that the detectors stand on: the residual stream at the last token. */
    public static final String ACTIVATIONS = "activations";

    public FeatureOptions {
        requireName(name);
        if (name.equals(ACTIVATIONS) && (point != Point.RESIDUAL || positions != Positions.LAST)) {
            throw new IllegalArgumentException(
                    "the feature activations is the residual stream at the last token, found point " + point.key()
                            + " and positions " + key(positions) + "; give another feature another name");
        }
    }

    static FeatureOptions of(String name, Block block) {
        return new FeatureOptions(
                name,
                Choice.of("point", block.text("point"), Point.values(), Point::key),
                LayerChoice.of(block),
                positions(block));
    }

    /** The last token, where nothing is said. */
    static Positions positions(Block block) {
        return block.has("positions")
                ? Choice.of("positions", block.text("positions"), Positions.values(), FeatureOptions::key)
                : Positions.LAST;
    }

    static void requireName(String name) {
        if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException("feature name is \"" + name
                    + "\", expected a lower-case letter, then lower-case letters, digits and '-'");
        }
    }

    private static String key(Positions positions) {
        return positions.name().toLowerCase(Locale.ROOT);
    }
}
