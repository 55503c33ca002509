package outlayer.jobs.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import outlayer.detector.MahalanobisDiagonalMethod;
import outlayer.detector.MahalanobisMethod;
import outlayer.detector.MahalanobisPcaMethod;
import outlayer.detector.MahalanobisRelativeMethod;
import outlayer.detector.MahalanobisShrunkMethod;
import outlayer.detector.Method;

/** The detectors that ship, by the name of their block: each value of its lists, or each combination, makes one. */
final class ShippedMethods {

    private static final Map<String, Function<Block, List<Method>>> MAKERS = new LinkedHashMap<>();

    /** Where a block names none: as published, in main's code. */
    private static final List<Double> RCOND = List.of(1e-3);

    static {
        MAKERS.put("mahalanobis", block -> each(block.numbers("rcond", RCOND), MahalanobisMethod::new));
        MAKERS.put(
                "mahalanobis-relative", block -> each(block.numbers("rcond", RCOND), MahalanobisRelativeMethod::new));
        MAKERS.put(
                "mahalanobis-diagonal", block -> each(block.numbers("rcond", RCOND), MahalanobisDiagonalMethod::new));
        MAKERS.put(
                "mahalanobis-pca", block -> each(block.integers("components", List.of(10)), MahalanobisPcaMethod::new));
        MAKERS.put("mahalanobis-shrunk", block -> List.of(new MahalanobisShrunkMethod()));
    }

    private ShippedMethods() {}

    /** In the order in which results have them. */
    static Set<String> names() {
        return MAKERS.keySet();
    }

    /** By a name of {@link #names}. */
    static List<Method> of(String name, Block block) {
        return Objects.requireNonNull(MAKERS.get(name), name).apply(block);
    }

    private static <T> List<Method> each(List<T> values, Function<T, Method> method) {
        return values.stream().map(method).toList();
    }
}
