package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import outlayer.quirky.Part;

/**
 * A quirky dataset as Hugging Face ships it: records with `template_args`, or already templated ones with `statement`.
 *
 * @param quantile where difficulty quantiles come from
 * @param question fields that make two records one question; empty: those known of the dataset, else all that are shown
 * @param splits for each of the source's own splits (train, validation, test: the beginning of its files' names) the parts that
 *     its questions are dealt out to; empty: all files are one source, whose questions are dealt out to all parts
 */
public record ImportOptions(
        String name,
        SourceOptions source,
        Quantile quantile,
        List<String> question,
        SortedMap<String, Set<Part>> splits,
        @Nullable String templates)
        implements DatasetOptions {

    /** Where difficulty quantiles come from. */
    public enum Quantile implements Serializable {
        /** From the difficulty, over the questions that are there. */
        RECOMPUTED,
        /** The column `difficulty_quantile`. */
        FILE
    }

    public ImportOptions {
        question = List.copyOf(question);
        SortedMap<String, Set<Part>> copy = new TreeMap<>();
        Set<Part> taken = new HashSet<>();
        splits.forEach((split, parts) -> {
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("splits." + split + " is empty, expected parts; leave the split out"
                        + " for its files not to be read");
            }
            parts.stream().filter(part -> !taken.add(part)).findFirst().ifPresent(part -> {
                throw new IllegalArgumentException(
                        "splits: part " + part.key() + " is filled from two splits, expected one");
            });
            copy.put(split, Collections.unmodifiableSet(EnumSet.copyOf(parts)));
        });
        splits = Collections.unmodifiableSortedMap(copy);
    }

    static ImportOptions of(String name, Block block) {
        return block.block("import")
                .as(source -> new ImportOptions(
                        name,
                        SourceOptions.of(source),
                        source.has("quantile") ? quantile(source.text("quantile")) : Quantile.RECOMPUTED,
                        source.has("question") ? source.texts("question") : List.of(),
                        source.has("splits") ? source.block("splits").as(ImportOptions::splits) : new TreeMap<>(),
                        DatasetOptions.templates(block)));
    }

    private static Quantile quantile(String name) {
        return switch (name) {
            case "recomputed" -> Quantile.RECOMPUTED;
            case "file" -> Quantile.FILE;
            default ->
                throw new IllegalArgumentException("quantile is \"" + name + "\", expected recomputed (over the"
                        + " questions that are there) or file (column difficulty_quantile)");
        };
    }

    private static SortedMap<String, Set<Part>> splits(Block block) {
        SortedMap<String, Set<Part>> splits = new TreeMap<>();
        block.keys().forEach(split -> {
            Set<Part> parts = EnumSet.noneOf(Part.class);
            block.texts(split).forEach(part -> parts.add(Part.named(part)));
            splits.put(split, parts);
        });
        return splits;
    }
}
