package outlayer.lm;

import java.util.List;
import java.util.Map;

/**
 * What one forward pass over n prompts gave at their last tokens, and what backward passes over it gave: derivatives of the answers'
 * log-odds, and of each probe, with respect to the vectors of every tap. Every readout has the value of what was differentiated in place of
 * the log-odds.
 */
public final class Gradients {

    private final Readout values;
    private final Readout ofLogOdds;
    private final Map<LinearProbe, Readout> ofProbes;

    /** The map is not copied. */
    public Gradients(Readout values, Readout ofLogOdds, Map<LinearProbe, Readout> ofProbes) {
        this.values = values;
        this.ofLogOdds = ofLogOdds;
        this.ofProbes = ofProbes;
    }

    /** What {@link LanguageModel#read} gives. */
    public Readout values() {
        return values;
    }

    /** d (logit(yes) - logit(no)) / d tap. */
    public Readout ofLogOdds() {
        return ofLogOdds;
    }

    /** The probe's values w . x + b, and d value / d tap; taps above the one that it reads are absent. */
    public Readout of(LinearProbe probe) {
        Readout readout = ofProbes.get(probe);
        if (readout == null) {
            throw new IllegalArgumentException(
                    probe + " was not differentiated; there are " + List.copyOf(ofProbes.keySet()));
        }
        return readout;
    }
}
