package outlayer.jobs.runs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Rows of two runs that are of the same thing.
 *
 * @param changes of all things that both have, the largest first
 * @param onlyFirst how many things only the first run has
 */
public record Matched<C>(List<C> changes, int onlyFirst, int onlySecond) {

    static <R, K, C> Matched<C> of(
            List<R> first, List<R> second, Function<R, K> key, BiFunction<R, R, C> change, ToDoubleFunction<C> size) {
        Map<K, R> others = new LinkedHashMap<>();
        second.forEach(row -> others.put(key.apply(row), row));
        List<C> changes = new ArrayList<>();
        for (R row : first) {
            R other = others.remove(key.apply(row));
            if (other != null) {
                changes.add(change.apply(row, other));
            }
        }
        int matched = changes.size();
        changes.sort(Comparator.comparingDouble(size).reversed());
        return new Matched<>(List.copyOf(changes), first.size() - matched, others.size());
    }
}
