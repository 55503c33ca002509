package outlayer.jobs.runs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.QuirkinessRow;

/** The results of runs that differ in their seeds alone: how much of each number is chance. */
public record OverSeeds(List<AucOverSeeds> auc, List<QuirkinessOverSeeds> quirkiness) {

    private static final String SEED = "run.seed";

    /** Cells in the order of the first run that has them. */
    public static OverSeeds of(List<RecordedRun> runs) {
        requireSeedsAlone(runs);
        List<AucRow> auc = new ArrayList<>();
        List<QuirkinessRow> quirkiness = new ArrayList<>();
        for (RecordedRun run : runs) {
            auc.addAll(run.auc());
            quirkiness.addAll(run.quirkiness());
        }
        return new OverSeeds(
                combine(auc, AucRow::cell, AucRow::auc, AucOverSeeds::new),
                combine(quirkiness, QuirkinessRow::group, QuirkinessRow::quirkiness, QuirkinessOverSeeds::new));
    }

    private static <R, K, C> List<C> combine(
            List<R> rows,
            Function<R, K> cell,
            Function<R, @Nullable Double> value,
            BiFunction<K, SeedSpread, C> combined) {
        Map<K, List<Double>> values = new LinkedHashMap<>();
        for (R row : rows) {
            List<Double> of = values.computeIfAbsent(cell.apply(row), absent -> new ArrayList<>());
            Double number = value.apply(row);
            if (number != null) {
                of.add(number);
            }
        }
        List<C> cells = new ArrayList<>();
        values.forEach((key, of) -> cells.add(combined.apply(
                key, SeedSpread.of(of.stream().mapToDouble(Double::doubleValue).toArray()))));
        return List.copyOf(cells);
    }

    private static void requireSeedsAlone(List<RecordedRun> runs) {
        if (runs.size() < 2) {
            throw new IllegalArgumentException("Runs to combine: " + runs + ", expected two at least");
        }
        Map<String, RecordedRun> seeds = new LinkedHashMap<>();
        for (RecordedRun run : runs) {
            List<Differing> others = RunDiff.settings(runs.get(0), run).stream()
                    .filter(key -> !key.key().equals(SEED))
                    .toList();
            if (!others.isEmpty()) {
                throw new IllegalArgumentException("Runs " + runs.get(0) + " and " + run
                        + " differ in more than run.seed: " + others + ". Combine runs of one experiment");
            }
            String seed = Objects.requireNonNullElse(run.settings().get(SEED), "(none)");
            RecordedRun same = seeds.putIfAbsent(seed, run);
            if (same != null) {
                throw new IllegalArgumentException("Runs " + same + " and " + run + " have the same seed " + seed
                        + "; the spread over seeds needs each once");
            }
        }
    }
}
