package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.List;
import outlayer.quirky.Part;

/**
 * What the model is run on, and how.
 *
 * @param variants of each model: `base`, `quirky`
 * @param parts of each dataset whose vectors are kept
 * @param batchTokens tokens of one batch, padding included; at least one prompt is always taken
 * @param device `auto` (the task's GPU address where Spark gives one, else the CPU), `cpu` or `gpu:N`
 * @param maxQuarantine share of a shard's examples that may fail before the stage stops
 */
public record ExtractOptions(
        List<String> variants, List<Part> parts, int batchTokens, String device, double maxQuarantine)
        implements Serializable {

    public static final String BASE = "base";
    public static final String QUIRKY = "quirky";

    private static final List<String> VARIANTS = List.of(BASE, QUIRKY);

    public ExtractOptions {
        for (String variant : variants) {
            if (!VARIANTS.contains(variant)) {
                throw new IllegalArgumentException(
                        "unknown variant `" + variant + "`; " + NearestName.suggestion(variant, VARIANTS));
            }
        }
        if (!parts.containsAll(List.of(Part.TRUSTED, Part.TEST))) {
            throw new IllegalArgumentException("parts are " + parts + ", expected at least trusted and test");
        }
        if (batchTokens < 1) {
            throw new IllegalArgumentException("batch-tokens is " + batchTokens + ", expected at least 1");
        }
        if (!device.matches("auto|cpu|gpu:\\d+")) {
            throw new IllegalArgumentException("device is \"" + device + "\", expected auto, cpu or gpu:N");
        }
        if (!(maxQuarantine >= 0 && maxQuarantine <= 1)) {
            throw new IllegalArgumentException("max-quarantine is " + maxQuarantine + ", expected a share from 0 to 1");
        }
    }

    static ExtractOptions of(Block block) {
        return new ExtractOptions(
                block.texts("variants"),
                block.texts("parts").stream().map(Part::named).toList(),
                block.integer("batch-tokens"),
                block.text("device"),
                block.number("max-quarantine"));
    }
}
