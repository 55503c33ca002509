package outlayer.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Which fold of a cross-validation holds out each of n rows. Immutable. */
public final class Folds {

    private final int count;
    private final int[] foldOfRow;

    private Folds(int count, int[] foldOfRow) {
        if (count < 2) {
            throw new IllegalArgumentException("Cross-validation has 2 folds or more, found " + count);
        }
        this.count = count;
        this.foldOfRow = foldOfRow;
    }

    /** Deals the rows of either label, in an order drawn from the seed, to the folds in turn: every fold has its share of both. */
    public static Folds deal(int count, boolean[] labels, long seed) {
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            rows.add(i);
        }
        Collections.shuffle(rows, new Random(seed));
        int[] folds = new int[labels.length];
        int dealt = 0;
        for (boolean label : new boolean[] {true, false}) {
            for (int row : rows) {
                if (labels[row] == label) {
                    folds[row] = dealt++ % count;
                }
            }
        }
        return new Folds(count, folds);
    }

    /**
     * Keeps rows of one group together, as answers to one question: the groups, in an order drawn from the seed, go one by one to the
     * fold that has the fewest rows so far.
     *
     * @param groups [n], equal where rows belong together
     */
    public static Folds dealGroups(int count, List<?> groups, long seed) {
        Map<Object, List<Integer>> rowsOfGroup = new LinkedHashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            rowsOfGroup
                    .computeIfAbsent(groups.get(i), group -> new ArrayList<>())
                    .add(i);
        }
        List<List<Integer>> dealt = new ArrayList<>(rowsOfGroup.values());
        Collections.shuffle(dealt, new Random(seed));
        int[] folds = new int[groups.size()];
        int[] sizes = new int[count];
        for (List<Integer> rows : dealt) {
            int smallest = smallest(sizes);
            rows.forEach(row -> folds[row] = smallest);
            sizes[smallest] += rows.size();
        }
        return new Folds(count, folds);
    }

    public int count() {
        return count;
    }

    public int rows() {
        return foldOfRow.length;
    }

    /** For each row whether that fold trains on it, that is, does not hold it out. */
    public boolean[] trainsOn(int fold) {
        boolean[] used = new boolean[foldOfRow.length];
        for (int i = 0; i < used.length; i++) {
            used[i] = foldOfRow[i] != fold;
        }
        return used;
    }

    private static int smallest(int[] sizes) {
        int smallest = 0;
        for (int fold = 1; fold < sizes.length; fold++) {
            if (sizes[fold] < sizes[smallest]) {
                smallest = fold;
            }
        }
        return smallest;
    }
}
