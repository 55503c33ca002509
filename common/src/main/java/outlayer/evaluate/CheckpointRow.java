package outlayer.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code checkpoints.csv}: how quirky a model is after so many steps of its fine-tuning, and how well one detector
 * sees it over all layers, on all test examples. The components are the columns, in order.
 *
 * @param step 0 for the base; null for the chosen weights, which are one of the steps
 */
public record CheckpointRow(
        String model,
        String dataset,
        String variant,
        @Nullable Long step,
        @Nullable Double quirkiness,
        String feature,
        String detector,
        String params,
        String mode,
        @Nullable Double auc,
        @Nullable Double aucLow,
        @Nullable Double aucHigh,
        long seed) {

    private static final String BASE = "base";

    private record Training(String model, String dataset) {}

    /** Of every training of which a checkpoint was judged, in the order of the AUCs; of one detector by step, the chosen weights last. */
    public static List<CheckpointRow> of(List<AucRow> auc, List<QuirkinessRow> quirkiness) {
        Map<ResultGroup, QuirkinessRow> quirks = new HashMap<>();
        Map<Training, Integer> trainings = new HashMap<>();
        for (QuirkinessRow row : quirkiness) {
            quirks.put(row.group(), row);
            if (row.step() != null) {
                trainings.merge(new Training(row.model(), row.dataset()), 1, Integer::sum);
            }
        }
        Map<List<String>, Integer> order = new HashMap<>();
        List<CheckpointRow> rows = new ArrayList<>();
        for (AucRow row : auc) {
            AucCell cell = row.cell();
            QuirkinessRow quirk = quirks.get(cell.group());
            boolean wanted = quirk != null
                    && trainings.containsKey(new Training(cell.model(), cell.dataset()))
                    && cell.score().isVerdict()
                    && cell.subset().equals(Subset.ALL.key());
            if (quirk != null && wanted) {
                CheckpointRow made = of(row, quirk);
                rows.add(made);
                order.putIfAbsent(made.curve(), order.size());
            }
        }
        rows.sort(Comparator.<CheckpointRow>comparingInt(row -> order.getOrDefault(row.curve(), 0))
                .thenComparingLong(row -> row.step == null ? Long.MAX_VALUE : row.step));
        return List.copyOf(rows);
    }

    private static CheckpointRow of(AucRow row, QuirkinessRow quirk) {
        AucCell cell = row.cell();
        return new CheckpointRow(
                cell.model(),
                cell.dataset(),
                cell.variant(),
                cell.variant().equals(BASE) ? Long.valueOf(0) : quirk.step(),
                quirk.quirkiness(),
                cell.score().feature(),
                cell.score().detector(),
                cell.score().params(),
                cell.score().mode(),
                row.auc(),
                row.aucLow(),
                row.aucHigh(),
                row.seed());
    }

    /** What the rows of one curve have in common. */
    private List<String> curve() {
        return List.of(model, dataset, feature, detector, params, mode);
    }
}
