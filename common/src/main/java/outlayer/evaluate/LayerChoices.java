package outlayer.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses one layer of every detector from calibration and untrusted scores, whose labels nobody needs: the layer of largest
 * <em>contrast</em>, the ROC AUC of untrusted scores over calibration scores.
 *
 * <p>If a share s of the untrusted examples are anomalies and the others are normal as calibration is, an untrusted score lies above
 * a calibration score with the chance C = (1 - s) / 2 + s A, with A the AUC of anomalies over normal examples. So C - 1/2 =
 * s (A - 1/2), and as s is the same at every layer, layers are ordered by C as by A. (Menon, van Rooyen, Ong and
 * Williamson 2015, corollary 3.) No s need be known, but where it is small the order is mostly noise: the interval of C tells.
 *
 * <p>Where untrusted examples are easy, several layers part all anomalies from all normal examples, and C can no longer tell them
 * apart. So of the layers whose contrast is like the largest, the one of largest <em>margin</em> is chosen: the difference of the means
 * in standard deviations of calibration, whose order does not depend on s either, and which harder examples have to use up.
 */
public final class LayerChoices {

    private final ResultKey key;
    private final UnlabelledScores calibration;
    private final UnlabelledScores untrusted;

    public LayerChoices(ResultKey key, UnlabelledScores calibration, UnlabelledScores untrusted) {
        this.key = key;
        this.calibration = calibration;
        this.untrusted = untrusted;
    }

    /** A row for each detector that has scores of layers; {@code auc} are the group's rows, which only judge the choice. */
    public List<LayerChoiceRow> of(List<AucRow> auc) {
        Map<ScoreKey, List<AucRow>> series = new LinkedHashMap<>();
        for (AucRow row : auc) {
            if (row.cell().subset().equals(Subset.ALL.key())) {
                series.computeIfAbsent(row.cell().score().series(), detector -> new ArrayList<>())
                        .add(row);
            }
        }
        return series.values().stream()
                .filter(rows -> rows.stream().anyMatch(row -> row.cell().score().isLayer()))
                .map(this::choice)
                .toList();
    }

    private LayerChoiceRow choice(List<AucRow> rows) {
        List<LayerContrast> contrasts = contrasts(rows.stream()
                .filter(row -> row.cell().score().isLayer() && row.auc() != null)
                .toList());
        List<LayerContrast> candidates = contrasts.stream()
                .max(Comparator.comparingDouble(contrast -> contrast.area().auc()))
                .map(largest -> contrasts.stream().filter(largest::isLike).toList())
                .orElse(List.of());
        LayerContrast chosen = candidates.stream()
                .max(Comparator.comparingDouble(LayerContrast::marginOrNone))
                .orElse(null);
        AucRow best = rows.stream()
                .filter(row -> row.cell().score().isLayer() && row.auc() != null)
                .max(Comparator.comparingDouble(LayerChoices::auc))
                .orElse(null);
        AucRow mean = rows.stream()
                .filter(row -> row.cell().score().isVerdict())
                .findFirst()
                .orElse(null);
        ScoreKey detector = rows.get(0).cell().score();
        Optional<AucInterval> interval =
                chosen == null ? Optional.empty() : chosen.area().interval();
        return new LayerChoiceRow(
                key.model(),
                key.dataset(),
                key.variant(),
                detector.feature(),
                detector.detector(),
                detector.params(),
                detector.mode(),
                contrasts.size(),
                candidates.size(),
                chosen == null ? 0 : chosen.area().normals(),
                chosen == null ? 0 : chosen.area().anomalies(),
                chosen == null ? null : chosen.row().cell().score().layer(),
                chosen == null ? null : chosen.area().auc(),
                interval.map(AucInterval::low).orElse(null),
                interval.map(AucInterval::high).orElse(null),
                chosen == null ? null : chosen.margin(),
                chosen == null ? null : chosen.row().auc(),
                chosen == null ? null : chosen.row().aucLow(),
                chosen == null ? null : chosen.row().aucHigh(),
                best == null ? null : best.cell().score().layer(),
                best == null ? null : best.auc(),
                mean == null ? null : mean.auc(),
                key.seed(),
                note(detector, chosen, interval));
    }

    /** Of the layers that both parts have scores of, over the examples that have a score on all of these. */
    private List<LayerContrast> contrasts(List<AucRow> layers) {
        List<AucRow> scored = layers.stream()
                .filter(row -> isAny(calibration.of(row.cell().score()))
                        && isAny(untrusted.of(row.cell().score())))
                .toList();
        List<double[]> normal = complete(
                scored.stream().map(row -> calibration.of(row.cell().score())).toList());
        List<double[]> mixed = complete(
                scored.stream().map(row -> untrusted.of(row.cell().score())).toList());
        List<LayerContrast> contrasts = new ArrayList<>();
        for (int i = 0; i < scored.size(); i++) {
            LayerContrast.of(scored.get(i), normal.get(i), mixed.get(i)).ifPresent(contrasts::add);
        }
        return contrasts;
    }

    private static boolean isAny(double[] scores) {
        return !Arrays.stream(scores).allMatch(Double::isNaN);
    }

    private static List<double[]> complete(List<double[]> layers) {
        int[] rows = layers.isEmpty()
                ? new int[0]
                : IntStream.range(0, layers.get(0).length)
                        .filter(i -> layers.stream().noneMatch(scores -> Double.isNaN(scores[i])))
                        .toArray();
        return layers.stream()
                .map(scores -> IntStream.of(rows).mapToDouble(i -> scores[i]).toArray())
                .toList();
    }

    private String note(ScoreKey detector, @Nullable LayerContrast chosen, Optional<AucInterval> interval) {
        if (chosen == null) {
            String missing = calibration.missing().isEmpty() ? untrusted.missing() : calibration.missing();
            return "n/a: " + (missing.isEmpty() ? "no layer has scores of calibration, untrusted and test" : missing);
        }
        List<String> notes = new ArrayList<>();
        if (interval.isEmpty() || interval.get().low() <= 0.5) {
            notes.add(
                    "weak choice: untrusted scores do not lie above those of calibration at the chosen layer, with 95 %"
                            + " confidence");
        }
        if (!detector.mode().equals("online")) {
            notes.add(detector.mode() + ": its fit saw more than trusted examples");
        }
        return String.join("; ", notes);
    }

    private static double auc(AucRow row) {
        Double auc = row.auc();
        return auc == null ? Double.NEGATIVE_INFINITY : auc;
    }
}
