package outlayer.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses one layer of every detector from calibration and untrusted scores, whose labels nobody needs: the layer of largest
 * <em>contrast</em>, the ROC AUC of untrusted scores over calibration scores.
 *
 * <p>If a share s of the untrusted examples are anomalies and the others are normal as calibration is, an untrusted score lies above
 * a calibration score with the chance C = (1 - s) / 2 + s A, with A the AUC of anomalies over normal examples. So C - 1/2 =
 * s (A - 1/2), and as s is the same at every layer, layers are ordered by C as by A. (Menon, van Rooyen, Ong and
 * Williamson 2015, corollary 3.) No s need be known, but where it is small the order is mostly noise: the interval of C tells.
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
            if (row.subset().equals(Subset.ALL.key())) {
                series.computeIfAbsent(row.score().series(), detector -> new ArrayList<>())
                        .add(row);
            }
        }
        return series.values().stream()
                .filter(rows -> rows.stream().anyMatch(row -> row.score().isLayer()))
                .map(this::choice)
                .toList();
    }

    private LayerChoiceRow choice(List<AucRow> rows) {
        List<Candidate> candidates = new ArrayList<>();
        for (AucRow row : rows) {
            if (row.score().isLayer() && row.auc() != null) {
                contrast(row.score()).ifPresent(contrast -> candidates.add(new Candidate(row, contrast)));
            }
        }
        @Nullable Candidate chosen = null;
        @Nullable AucRow best = null;
        for (Candidate candidate : candidates) {
            if (chosen == null || candidate.contrast.auc() > chosen.contrast.auc()) {
                chosen = candidate;
            }
        }
        for (AucRow row : rows) {
            if (row.score().isLayer() && row.auc() != null && (best == null || row.auc() > auc(best))) {
                best = row;
            }
        }
        @Nullable
        AucRow mean =
                rows.stream().filter(row -> row.score().isVerdict()).findFirst().orElse(null);
        ScoreKey detector = rows.get(0).score();
        Optional<AucInterval> interval = chosen == null ? Optional.empty() : chosen.contrast.interval();
        return new LayerChoiceRow(
                key.model(),
                key.dataset(),
                key.variant(),
                detector.feature(),
                detector.detector(),
                detector.params(),
                detector.mode(),
                candidates.size(),
                chosen == null ? 0 : chosen.contrast.normals(),
                chosen == null ? 0 : chosen.contrast.anomalies(),
                chosen == null ? null : chosen.row.layer(),
                chosen == null ? null : chosen.contrast.auc(),
                interval.map(AucInterval::low).orElse(null),
                interval.map(AucInterval::high).orElse(null),
                chosen == null ? null : chosen.row.auc(),
                chosen == null ? null : chosen.row.aucLow(),
                chosen == null ? null : chosen.row.aucHigh(),
                best == null ? null : best.layer(),
                best == null ? null : best.auc(),
                mean == null ? null : mean.auc(),
                key.seed(),
                note(detector, chosen, interval));
    }

    /** Empty where either part has no score of that layer. */
    private Optional<RocAuc> contrast(ScoreKey layer) {
        double[] normal = calibration.of(layer);
        double[] mixed = untrusted.of(layer);
        double[] scores = Arrays.copyOf(normal, normal.length + mixed.length);
        System.arraycopy(mixed, 0, scores, normal.length, mixed.length);
        boolean[] ofUntrusted = new boolean[scores.length];
        Arrays.fill(ofUntrusted, normal.length, scores.length, true);
        return RocAuc.of(scores, ofUntrusted);
    }

    private String note(ScoreKey detector, @Nullable Candidate chosen, Optional<AucInterval> interval) {
        if (chosen == null) {
            String missing = calibration.missing().isEmpty() ? untrusted.missing() : calibration.missing();
            return "n/a: " + (missing.isEmpty() ? "no layer has scores of calibration, untrusted and test" : missing);
        }
        List<String> notes = new ArrayList<>();
        if (interval.isEmpty() || interval.get().low() <= 0.5) {
            notes.add(
                    "weak choice: untrusted scores do not lie above those of calibration at any layer, with 95 % confidence");
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

    /** A layer that may be chosen. */
    private record Candidate(AucRow row, RocAuc contrast) {}
}
