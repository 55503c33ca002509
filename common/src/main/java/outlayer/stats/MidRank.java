package outlayer.stats;

/** Ranks in numbers that are sorted, ties counting half. */
public final class MidRank {

    private MidRank() {}

    /** How many of {@code ascending} are below {@code value}, those equal to it counting half. */
    public static double below(double[] ascending, double value) {
        return (countBelow(ascending, value) + countUpTo(ascending, value)) / 2.0;
    }

    private static int countBelow(double[] ascending, double value) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int countUpTo(double[] ascending, double value) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
