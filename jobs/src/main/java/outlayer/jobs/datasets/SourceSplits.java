package outlayer.jobs.datasets;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import outlayer.quirky.Part;

/**
 * A source's own splits, told from its files: {@code train-00000-of-00002.parquet}, {@code train.parquet} or {@code train/0000.parquet}
 * is of the split {@code train}. Numbered from the one that comes last among parts, so that a question that stands in
 * two splits is taken for the one least trained on.
 */
final class SourceSplits implements Serializable {

    /** Number of the split, in rows of a {@link QuestionTable}. */
    static final String COLUMN = "split";

    private final List<String> names;
    private final List<Set<Part>> parts;

    /** No splits: all files are one, whose questions may be in all parts. */
    SourceSplits(Map<String, Set<Part>> splits) {
        List<Map.Entry<String, Set<Part>>> ordered = new ArrayList<>(splits.entrySet());
        ordered.sort(Comparator.comparing(split -> -last(split.getValue())));
        this.names = ordered.stream().map(Map.Entry::getKey).toList();
        this.parts = ordered.stream().map(Map.Entry::getValue).toList();
    }

    /** The parts of a split. */
    Set<Part> parts(int split) {
        return names.isEmpty() ? EnumSet.allOf(Part.class) : parts.get(split);
    }

    /** The rows of these splits' files, with the split's number. */
    Dataset<Row> of(Dataset<Row> table, String where) {
        if (names.isEmpty()) {
            return table.withColumn(COLUMN, lit(0));
        }
        Column split = lit(null).cast("int");
        for (int i = names.size() - 1; i >= 0; i--) {
            requireFile(table, names.get(i), where);
            split = when(col("_metadata.file_path").rlike(pattern(names.get(i))), i)
                    .otherwise(split);
        }
        return table.withColumn(COLUMN, coalesce(split, lit(names.size())))
                .where(col(COLUMN).lt(names.size()));
    }

    private static void requireFile(Dataset<Row> table, String name, String where) {
        Pattern pattern = Pattern.compile(pattern(name));
        List<String> files = List.of(table.inputFiles());
        if (files.stream().noneMatch(file -> pattern.matcher(file).find())) {
            throw new IllegalArgumentException(
                    "%s: found no file of the split `%s` among %s, expected names that begin with it"
                            .formatted(where, name, files));
        }
    }

    private static String pattern(String name) {
        return "/" + Pattern.quote(name) + "([-.][^/]*|/[^/]+)$";
    }

    private static int last(Set<Part> parts) {
        return parts.stream().mapToInt(Part::ordinal).max().orElse(0);
    }
}
