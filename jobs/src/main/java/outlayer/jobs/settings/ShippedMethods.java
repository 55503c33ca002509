package outlayer.jobs.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import outlayer.detector.GaussianMixtureMethod;
import outlayer.detector.IsolationForestMethod;
import outlayer.detector.KnnMethod;
import outlayer.detector.KnnMethod.Distance;
import outlayer.detector.LaplaceMethod;
import outlayer.detector.LaplaceMethod.Sign;
import outlayer.detector.LikelihoodRatioMethod;
import outlayer.detector.LinearProbeMethod;
import outlayer.detector.LofBatchMethod;
import outlayer.detector.LofMethod;
import outlayer.detector.MahalanobisDiagonalMethod;
import outlayer.detector.MahalanobisMethod;
import outlayer.detector.MahalanobisPcaMethod;
import outlayer.detector.MahalanobisRelativeMethod;
import outlayer.detector.MahalanobisShrunkMethod;
import outlayer.detector.Method;
import outlayer.detector.QuantumEntropyMethod;
import outlayer.detector.SaeDiagonalMethod;
import outlayer.detector.SaeL0Method;
import outlayer.detector.SpectralSignatureMethod;
import outlayer.detector.ValueMethod;

/** The detectors that ship, by the name of their block: each value of its lists, or each combination, makes one. */
final class ShippedMethods {

    private static final Map<String, Function<Block, List<Method>>> MAKERS = new LinkedHashMap<>();

    static {
        put("mahalanobis", block -> each(rcond(block), MahalanobisMethod::new));
        put("mahalanobis-relative", block -> each(rcond(block), MahalanobisRelativeMethod::new));
        put("mahalanobis-diagonal", block -> each(rcond(block), MahalanobisDiagonalMethod::new));
        put("mahalanobis-pca", block -> each(block.integers("components", List.of(10)), MahalanobisPcaMethod::new));
        put("mahalanobis-shrunk", block -> List.of(new MahalanobisShrunkMethod()));
        put("lof", block -> each(k(block), LofMethod::new));
        put("lof-batch", block -> each(k(block), block.integers("batch", List.of(7)), LofBatchMethod::new));
        put("knn", block -> each(k(block), distances(block), KnnMethod::new));
        put("isolation-forest", ShippedMethods::forests);
        put("laplace", block -> each(signs(block), LaplaceMethod::new));
        put("value", block -> List.of(new ValueMethod()));
        put("sae-l0", block -> List.of(new SaeL0Method()));
        put("sae-diagonal", block -> each(block.numbers("floor", List.of(1e-8)), SaeDiagonalMethod::new));
        put(
                "quantum-entropy",
                block -> each(block.numbers("alpha", List.of(4.0)), rcond(block), QuantumEntropyMethod::new));
        put("likelihood-ratio", block -> List.of(new LikelihoodRatioMethod()));
        put("gaussian-mixture", block -> List.of(new GaussianMixtureMethod()));
        put("spectral-signature", block -> List.of(new SpectralSignatureMethod()));
        put("linear-probe", block -> List.of(new LinearProbeMethod()));
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

    private static void put(String name, Function<Block, List<Method>> maker) {
        MAKERS.put(name, maker);
    }

    /** Where a block names none, as published. */
    private static List<Double> rcond(Block block) {
        return block.numbers("rcond", List.of(1e-3));
    }

    private static List<Integer> k(Block block) {
        return block.integers("k", List.of(20));
    }

    private static List<Distance> distances(Block block) {
        return choices(block, "distance", Distance.values(), Distance.KTH);
    }

    private static List<Sign> signs(Block block) {
        return choices(block, "sign", Sign.values(), Sign.CORRECT);
    }

    /** Every layer's forest takes a seed of its own from the run's when it is fitted. */
    private static List<Method> forests(Block block) {
        return each(
                block.integers("trees", List.of(20)),
                block.integers("sample", List.of(256)),
                (trees, sample) -> new IsolationForestMethod(trees, sample, 0));
    }

    private static <E extends Enum<E>> List<E> choices(Block block, String key, E[] values, E otherwise) {
        return block.has(key)
                ? block.texts(key).stream()
                        .map(text -> Choice.of(
                                key, text, values, value -> value.name().toLowerCase(Locale.ROOT)))
                        .toList()
                : List.of(otherwise);
    }

    private static <T> List<Method> each(List<T> values, Function<T, Method> method) {
        return values.stream().map(method).toList();
    }

    /** Every first with every second. */
    private static <T, U> List<Method> each(List<T> first, List<U> second, BiFunction<T, U, Method> method) {
        return first.stream()
                .flatMap(a -> second.stream().map(b -> method.apply(a, b)))
                .toList();
    }
}
