package outlayer.feature;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.Gradients;
import outlayer.lm.LinearProbe;
import outlayer.lm.Point;
import outlayer.lm.Readout;
import outlayer.lm.Taps;

/**
 * Where replacing what heads found moves a probe's opinion and the answer apart: for a probe on the attention output of layer p, the effects
 * E_h on its logit less those on the answers' log-odds ({@link Attribution}), of all heads of layer i after layer i up to p (METHODS.md 3.3).
 * One vector per probe layer: as many effects as an attribution has, times the layers up to p.
 */
public final class ProbeShift implements Effect {

    /** Which layers are patched for a probe on layer p. */
    public enum Reach {
        /** i &lt;= p, as the published code does: heads of layer p feed the probe directly. */
        UP_TO,
        /** i &lt; p, as the published text says. */
        BELOW
    }

    private final PatchedHeads patched;
    private final SortedMap<Integer, LinearProbe> probes = new TreeMap<>();
    private final SortedMap<Integer, List<Integer>> patchedLayers = new TreeMap<>();

    /**
     * For some probes, each on the attention output of a layer of its own.
     *
     * @param layers that are patched, for every probe that they reach; see {@link Point} for their numbering
     * @param trusted of all these layers, where the ablation {@linkplain Ablation#needsTrusted needs them}
     * @param config of the model
     */
    public ProbeShift(
            Ablation ablation,
            Collection<LinearProbe> probes,
            List<Integer> layers,
            Reach reach,
            TrustedHeads trusted,
            ModelConfig config) {
        patched = new PatchedHeads(ablation, layers, trusted, config);
        for (LinearProbe probe : probes) {
            if (probe.point() != Point.ATTENTION || this.probes.put(probe.layer(), probe) != null) {
                throw new IllegalArgumentException("The probes are " + List.copyOf(probes)
                        + ", expected each on the attention output of a layer of its own");
            }
            patchedLayers.put(probe.layer(), patchedLayers(probe.layer(), layers, reach));
        }
        requireFits(config);
    }

    /** The feature's name for an ablation: {@code probe-shift}, {@code probe-shift-zero} … */
    public static String name(Ablation ablation) {
        return ablation.named("probe-shift");
    }

    /**
     * The layers whose heads make up the vector of a probe's layer, ascending.
     *
     * @param layers that are patched at all
     */
    public static List<Integer> patchedLayers(int probeLayer, List<Integer> layers, Reach reach) {
        List<Integer> reached = layers.stream()
                .filter(layer -> reach == Reach.UP_TO ? layer <= probeLayer : layer < probeLayer)
                .sorted()
                .toList();
        if (reached.isEmpty()) {
            throw new IllegalArgumentException("The probe on layer " + probeLayer + " has no patched layer "
                    + (reach == Reach.UP_TO ? "up to it" : "below it") + ", only " + layers + "; leave it out");
        }
        return reached;
    }

    @Override
    public String name() {
        return name(patched.ablation());
    }

    /** Of the probes. */
    @Override
    public List<Integer> layers() {
        return List.copyOf(probes.keySet());
    }

    @Override
    public int width(int layer, ModelConfig config) {
        return reached(layer).size() * patched.width();
    }

    @Override
    public Taps taps() {
        return patched.taps().and(Point.ATTENTION, layers());
    }

    @Override
    public List<LinearProbe> probes() {
        return new ArrayList<>(probes.values());
    }

    @Override
    public void requireFits(ModelConfig config) {
        patched.requireFits(config);
        probes.values().forEach(probe -> probe.requireFits(config));
    }

    @Override
    public float[] vectors(int layer, Gradients gradients) {
        List<Integer> reached = reached(layer);
        Readout values = gradients.values();
        Readout ofProbe = gradients.of(Objects.requireNonNull(probes.get(layer)));
        int stride = reached.size() * patched.width();
        double[] shifts = new double[values.rows() * stride];
        for (int i = 0; i < reached.size(); i++) {
            int column = i * patched.width();
            patched.add(reached.get(i), values, ofProbe, 1, shifts, stride, column);
            patched.add(reached.get(i), values, gradients.ofLogOdds(), -1, shifts, stride, column);
        }
        return PatchedHeads.floats(shifts);
    }

    private List<Integer> reached(int layer) {
        List<Integer> reached = patchedLayers.get(layer);
        if (reached == null) {
            throw new IllegalArgumentException("There is no probe on layer " + layer + ", only on " + probes.keySet());
        }
        return reached;
    }
}
