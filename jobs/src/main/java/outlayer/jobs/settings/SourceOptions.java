package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table on disk that a dataset is made of.
 *
 * @param path a file or a directory, local or of any file system that Hadoop knows
 * @param schema its columns, as Spark's DDL has them (`city STRING, lat DOUBLE`); null: those of the file, in CSV all texts
 * @param options of Spark's reader for that format, over ours
 */
public record SourceOptions(
        String path, Format format, @Nullable String schema, SortedMap<String, String> options)
        implements Serializable {

    /** How tables are written down. */
    public enum Format {
        PARQUET,
        CSV,
        JSON;

        /** Lower-case name, as settings and Spark write it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Format named(String key) {
            return Arrays.stream(values())
                    .filter(format -> format.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("format is \"" + key + "\", expected one of "
                            + Arrays.stream(values()).map(Format::key).toList()));
        }

        /** By the file's ending, `.gz` and the like left aside; Parquet where nothing says otherwise. */
        private static Format ofPath(String path) {
            String name = path.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|bz2|zst|lz4|deflate)$", "");
            if (name.endsWith(".csv")) {
                return CSV;
            }
            return Stream.of(".json", ".jsonl", ".ndjson").anyMatch(name::endsWith) ? JSON : PARQUET;
        }
    }

    public SourceOptions {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        if (path.isBlank()) {
            throw new IllegalArgumentException("path is empty, expected a file or a directory");
        }
    }

    /** The keys path, format, schema and options of a block. */
    static SourceOptions of(Block block) {
        String path = block.text("path");
        return new SourceOptions(
                path,
                block.has("format") ? Format.named(block.text("format")) : Format.ofPath(path),
                block.has("schema") ? block.text("schema") : null,
                block.has("options") ? block.block("options").as(SourceOptions::options) : new TreeMap<>());
    }

    /** What affects the rows beside the files themselves. */
    public String reading() {
        return format.key() + " " + (schema == null ? "" : schema) + " " + options;
    }

    private static SortedMap<String, String> options(Block block) {
        SortedMap<String, String> options = new TreeMap<>();
        block.keys().forEach(key -> options.put(key, block.text(key)));
        return options;
    }
}
