package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import outlayer.quirky.Part;
import outlayer.quirky.PartOptions;
import outlayer.quirky.PartShares;

/**
 * How examples are dealt out to parts and shards.
 *
 * @param options shares, caps and names
 * @param written the parts whose examples are written; the others are drawn and counted, not kept
 * @param shardSize rows that are processed and published as one unit
 */
public record PartSettings(PartOptions options, List<Part> written, int shardSize) implements Serializable {

    public PartSettings {
        if (shardSize < 1) {
            throw new IllegalArgumentException("shard-size is " + shardSize + ", expected at least 1");
        }
    }

    static PartSettings of(Block block) {
        Block shares = block.block("shares");
        PartOptions options = new PartOptions(
                block.number("easy-quantile"),
                block.number("hard-quantile"),
                shares.block("easy").as(PartSettings::shares),
                shares.block("medium").as(PartSettings::shares),
                shares.block("hard").as(PartSettings::shares),
                block.block("caps").as(PartSettings::caps),
                block.integer("easy-names"),
                block.number("anomaly-share"),
                block.longInteger("salt"));
        shares.done();
        return new PartSettings(
                options, block.texts("written").stream().map(Part::named).toList(), block.integer("shard-size"));
    }

    private static PartShares shares(Block block) {
        return new PartShares(
                block.number("train"),
                block.number("validation"),
                block.number("trusted"),
                block.number("calibration"),
                block.number("untrusted"),
                block.number("test"));
    }

    private static Map<Part, Integer> caps(Block block) {
        Map<Part, Integer> caps = new EnumMap<>(Part.class);
        Arrays.stream(Part.values())
                .filter(part -> block.has(part.key()))
                .forEach(part -> caps.put(part, block.integer(part.key())));
        return caps;
    }
}
