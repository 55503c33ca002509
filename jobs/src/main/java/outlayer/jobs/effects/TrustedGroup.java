package outlayer.jobs.effects;

import java.io.Serializable;
import java.util.List;

/**
 * What the effects of one group's shards have in common.
 *
 * @param heads what is normal of them; none where no effect needs it
 * @param probes one a layer
 */
record TrustedGroup(List<EffectShape> shapes, List<TrustedHeadsUnit> heads, List<ProbeUnit> probes)
        implements Serializable {}
