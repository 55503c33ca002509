package outlayer.jobs.fit;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import outlayer.detector.Method;
import outlayer.detector.Mode;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.statistics.LayerGaussian;

/**
 * What a fit of one feature of one group may read; empty is what it may not.
 *
 * @param maxRows of a part that it has in memory
 * @param seed of the run
 */
record FitInputs(
        List<Reading> trusted,
        List<Reading> unlabelled,
        List<Reading> labelled,
        List<LayerGaussian> gaussians,
        int maxRows,
        long seed)
        implements Serializable {

    /** The same with the Gaussians of all layers. */
    FitInputs and(List<LayerGaussian> published) {
        return new FitInputs(trusted, unlabelled, labelled, published, maxRows, seed);
    }

    /** What that method may read: what its mode allows, and the Gaussian if it says that it needs one. */
    FitInputs of(Method method) {
        return new FitInputs(
                trusted,
                method.mode() == Mode.OFFLINE ? unlabelled : List.of(),
                method.mode() == Mode.CEILING ? labelled : List.of(),
                method.cutoff() < 1 ? gaussians : List.of(),
                maxRows,
                seed);
    }

    /** The same with the Gaussian of one layer only. */
    FitInputs at(int layer) {
        return new FitInputs(
                trusted,
                unlabelled,
                labelled,
                gaussians.stream().filter(gaussian -> gaussian.layer() == layer).toList(),
                maxRows,
                seed);
    }

    /** Of the units that made all of it. */
    List<String> keys() {
        return Stream.concat(
                        Stream.of(trusted, unlabelled, labelled)
                                .flatMap(List::stream)
                                .map(Reading::key),
                        gaussians.stream().map(LayerGaussian::key))
                .toList();
    }

    /** Whether some part has more rows than a fit has in memory. */
    boolean isSampled() {
        return Stream.of(trusted, unlabelled, labelled).anyMatch(part -> rows(part) > maxRows);
    }

    static long rows(List<Reading> readings) {
        return readings.stream().mapToLong(reading -> reading.vectors().rows()).sum();
    }
}
