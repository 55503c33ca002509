package outlayer.jobs.effects;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import outlayer.jobs.run.UnitSpec;

/**
 * What the effects of one group's shards have in common.
 *
 * @param heads units of {@link TrustedHeadsUnit}: what is normal of heads; none where no effect needs it
 * @param probes units of {@link ProbeUnit}, one a layer
 */
record TrustedGroup(List<EffectShape> shapes, List<UnitSpec> heads, List<UnitSpec> probes) implements Serializable {

    /** All that its shards read, in the order of their keys' inputs. */
    List<UnitSpec> needs() {
        return Stream.concat(heads.stream(), probes.stream()).toList();
    }
}
