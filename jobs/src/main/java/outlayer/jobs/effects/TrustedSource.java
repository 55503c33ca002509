package outlayer.jobs.effects;

import java.util.List;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.work.DependentUnit;

/** Where a group gets what is normal of its heads: from trusted prompts of the experiment, or from an earlier run. */
interface TrustedSource {

    /**
     * Units of {@link TrustedHeadsUnit}; none where there are no trusted prompts.
     *
     * @param means layers whose mean is needed
     * @param components layers whose leading components are needed as well
     */
    List<? extends DependentUnit> heads(Readings.Group group, List<Integer> means, List<Integer> components);

    /** Units of {@link ProbeUnit}, one for each of the layers; none where there are no trusted prompts. */
    List<? extends DependentUnit> probes(Readings.Group group, List<Integer> layers);
}
