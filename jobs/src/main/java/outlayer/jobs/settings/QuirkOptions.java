package outlayer.jobs.settings;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A quirk of one's own: tables, and a query over them.
 *
 * @param sources by the names under which the query knows them
 * @param query Spark SQL; its rows are the questions, with both labels and a difficulty
 */
public record QuirkOptions(
        String name,
        SortedMap<String, SourceOptions> sources,
        String query,
        @Nullable String templates) implements DatasetOptions {

    public QuirkOptions {
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
        if (sources.isEmpty()) {
            throw new IllegalArgumentException(
                    "sources is empty, expected at least one such as cities { path = data/cities.csv }");
        }
        sources.keySet().forEach(source -> {
            if (!source.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IllegalArgumentException("source name is \"" + source
                        + "\", expected letters, digits and '_', as SQL has it for tables");
            }
        });
        if (query.isBlank()) {
            throw new IllegalArgumentException("query is empty, expected SELECT … FROM …");
        }
    }

    static QuirkOptions of(String name, Block block) {
        return new QuirkOptions(
                name,
                block.block("sources").as(QuirkOptions::sources),
                block.text("query").strip(),
                DatasetOptions.templates(block));
    }

    private static SortedMap<String, SourceOptions> sources(Block block) {
        SortedMap<String, SourceOptions> sources = new TreeMap<>();
        block.keys().forEach(name -> sources.put(name, block.block(name).as(SourceOptions::of)));
        return sources;
    }
}
