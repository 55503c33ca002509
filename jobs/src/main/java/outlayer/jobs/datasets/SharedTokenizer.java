package outlayer.jobs.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import outlayer.jobs.models.ArchitectureFile;
import outlayer.jobs.models.TokenizerSource;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ModelOptions;

/**
 * One tokenizer of an experiment.
 *
 * @param models that have it, in the order of the experiment
 * @param widths of their residual streams
 */
record SharedTokenizer(TokenizerSource source, List<String> models, SortedSet<Integer> widths) {

    /** Those of the models that are there already; the stage runs none, and some are only trained after it. */
    static List<SharedTokenizer> of(Experiment experiment, Configuration configuration) {
        Map<String, SharedTokenizer> byFingerprint = new LinkedHashMap<>();
        for (ModelOptions model : experiment.models()) {
            find(model, experiment, configuration)
                    .ifPresent(found -> byFingerprint.merge(found.source.fingerprint(), found, SharedTokenizer::and));
        }
        return List.copyOf(byFingerprint.values());
    }

    private static Optional<SharedTokenizer> find(
            ModelOptions model, Experiment experiment, Configuration configuration) {
        try {
            Optional<Integer> width =
                    ArchitectureFile.find(model.path(), configuration).map(config -> config.width());
            return TokenizerSource.find(model, experiment.executor(), configuration)
                    .flatMap(source -> width.map(
                            d -> new SharedTokenizer(source, List.of(model.name()), new TreeSet<>(List.of(d)))));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read model " + model.name() + " at " + model.path(), e);
        }
    }

    private SharedTokenizer and(SharedTokenizer same) {
        SortedSet<Integer> all = new TreeSet<>(widths);
        all.addAll(same.widths);
        return new SharedTokenizer(
                source, Stream.concat(models.stream(), same.models.stream()).toList(), all);
    }
}
