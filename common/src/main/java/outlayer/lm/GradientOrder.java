package outlayer.lm;

import ai.djl.ndarray.NDList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which the script gives values and derivatives: log-odds, taps, derivatives of the log-odds tap by tap, then for each probe its
 * value and derivatives with respect to the taps up to its own.
 */
record GradientOrder(TapOrder taps, List<LinearProbe> probes, int rows) {

    Gradients gradients(NDList result) {
        int n = taps.size();
        double[] logOdds = TapOrder.doubles(result.get(0));
        Readout values = taps.fill(new Readout(logOdds, rows), result.subList(1, 1 + n));
        Readout ofLogOdds = taps.fill(new Readout(logOdds, rows), result.subList(1 + n, 1 + 2 * n));
        Map<LinearProbe, Readout> ofProbes = new LinkedHashMap<>();
        int at = 1 + 2 * n;
        for (LinearProbe probe : probes) {
            int end = at + 2 + taps.place(probe);
            double[] logits = TapOrder.doubles(result.get(at));
            for (int i = 0; i < logits.length; i++) {
                logits[i] += probe.intercept();
            }
            ofProbes.put(probe, taps.fill(new Readout(logits, rows), result.subList(at + 1, end)));
            at = end;
        }
        return new Gradients(values, ofLogOdds, ofProbes);
    }
}
