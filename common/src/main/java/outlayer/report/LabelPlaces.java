package outlayer.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where direct labels go so that none covers another; in pixels, downwards. Computed here since ECharts' own shifting takes all
 * panels of a figure for one column.
 */
final class LabelPlaces {

    /** Height of a line of labels. */
    static final double LINE = 13;

    private static final double LETTER = 6.2;
    private static final double CLEARANCE = 9;

    /** A point of a panel and the text that it is to be named by. */
    record Named(double x, double y, String name) {

        private double[] box(String side) {
            double w = LETTER * name.length();
            return switch (side) {
                case "right" -> new double[] {x + CLEARANCE, y - LINE / 2, x + CLEARANCE + w, y + LINE / 2};
                case "left" -> new double[] {x - CLEARANCE - w, y - LINE / 2, x - CLEARANCE, y + LINE / 2};
                case "top" -> new double[] {x - w / 2, y - CLEARANCE - LINE, x + w / 2, y - CLEARANCE};
                default -> new double[] {x - w / 2, y + CLEARANCE, x + w / 2, y + CLEARANCE + LINE};
            };
        }
    }

    private LabelPlaces() {}

    /**
     * The places nearest to those given (least squares) that keep their order, stand at least {@link #LINE} apart and lie within
     * 0 and height: isotonic regression by pooling of adjacent violators (Ayer et al. 1955), since with the i-th smallest place
     * lowered by i lines "apart" becomes "not decreasing".
     */
    static double[] spread(double[] places, double height) {
        int n = places.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> places[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] sums = new double[n];
        int[] counts = new int[n];
        int pools = 0;
        for (int i = 0; i < n; i++) {
            sums[pools] = places[order[i]] - i * LINE;
            counts[pools++] = 1;
            while (pools > 1 && sums[pools - 2] / counts[pools - 2] > sums[pools - 1] / counts[pools - 1]) {
                sums[pools - 2] += sums[pools - 1];
                counts[pools - 2] += counts[pools - 1];
                pools--;
            }
        }
        double[] spread = new double[n];
        double highest = Math.max(0, height - (n - 1) * LINE);
        for (int pool = 0, i = 0; pool < pools; pool++) {
            double level = Math.max(0, Math.min(highest, sums[pool] / counts[pool]));
            for (int k = 0; k < counts[pool]; k++, i++) {
                spread[order[i]] = level + i * LINE;
            }
        }
        return spread;
    }

    /** For each point the side of its label, right if that is free, else left, top or bottom; empty where none is. */
    static List<String> sides(List<Named> points, double width, double height) {
        List<double[]> taken = new ArrayList<>();
        points.forEach(p -> taken.add(new double[] {p.x() - 6, p.y() - 6, p.x() + 6, p.y() + 6}));
        List<String> sides = new ArrayList<>();
        for (Named point : points) {
            String free = Stream.of("right", "left", "top", "bottom")
                    .filter(side -> cover(point.box(side), taken, width, height) < 1)
                    .findFirst()
                    .orElse("");
            if (!free.isEmpty()) {
                taken.add(point.box(free));
            }
            sides.add(free);
        }
        return List.copyOf(sides);
    }

    /** Area of a box that lies on others or outside the panel. */
    private static double cover(double[] box, List<double[]> taken, double width, double height) {
        double area = (box[2] - box[0]) * (box[3] - box[1]);
        double outside = area - overlap(box, new double[] {0, 0, width, height});
        return outside
                + taken.stream().mapToDouble(other -> overlap(box, other)).sum();
    }

    private static double overlap(double[] a, double[] b) {
        double w = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
        double h = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
        return w <= 0 || h <= 0 ? 0 : w * h;
    }
}
