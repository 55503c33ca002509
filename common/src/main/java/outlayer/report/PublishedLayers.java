package outlayer.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** At which layers, as we number them, published detectors looked. */
record PublishedLayers(List<Integer> layers) {

    /** 1, 4, …, 31. */
    static final PublishedLayers EVERY_THIRD = from(1);

    /** Where probes stand: not on the lowest layer that is patched. */
    static final PublishedLayers PROBES = from(4);

    /** What blocks 23 and 29 write. */
    static final PublishedLayers TWO = new PublishedLayers(List.of(24, 30));

    private static PublishedLayers from(int first) {
        return new PublishedLayers(IntStream.iterate(first, layer -> layer <= 31, layer -> layer + 3)
                .boxed()
                .toList());
    }

    /** @param ours empty where all layers are seen at once, which is no difference */
    Optional<String> difference(List<Integer> ours) {
        return ours.isEmpty() || ours.equals(layers) ? Optional.empty() : Optional.of("other layers than " + words());
    }

    private String words() {
        return layers.size() > 3
                ? layers.get(0) + ", " + layers.get(1) + ", …, " + layers.get(layers.size() - 1)
                : layers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
