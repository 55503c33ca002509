package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.Map;
import outlayer.quirky.Rephrase;

/**
 * How a question is put again.
 *
 * @param rephrase that makes the second prompt
 */
public record RephraseOptions(Rephrase rephrase) implements Serializable {

    /** Templates by name. */
    private static final Map<String, String> SHIPPED = Map.of("default", Rephrase.DEFAULT, "tiny", Rephrase.TINY);

    static RephraseOptions of(Block block) {
        String template = block.text("template");
        return new RephraseOptions(new Rephrase(SHIPPED.getOrDefault(template, template)));
    }
}
