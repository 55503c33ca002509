package outlayer.report;

import java.util.ArrayList;
import java.util.List;

/** Some of many, where there is room for a few: evenly spread, the last among them. */
final class EvenChoice {

    private EvenChoice() {}

    /** All where they are few. */
    static <T> List<T> of(List<T> all, int most) {
        int count = Math.min(most, all.size());
        List<T> chosen = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            chosen.add(all.get((int) Math.round(i * all.size() / (double) count) - 1));
        }
        return List.copyOf(chosen);
    }
}
