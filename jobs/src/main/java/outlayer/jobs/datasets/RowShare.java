package outlayer.jobs.datasets;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import outlayer.quirky.ContentHash;

/**
 * The SQL function {@code row_share(purpose, row)}: a number in [0, 1) that is a hash of both, uniform over rows. It samples
 * ({@code WHERE row_share('keep', struct(city, country)) < 0.25}) and shuffles ({@code ORDER BY row_share('order', id)}) with no
 * regard to where and in which order rows are read; another purpose gives independent numbers.
 */
final class RowShare implements UDF2<String, Object, Double> {

    static final String NAME = "row_share";

    /** Makes the function known to the queries of a session. */
    static void register(SparkSession session) {
        session.udf().register(NAME, new RowShare(), DataTypes.DoubleType);
    }

    @Override
    public Double call(String purpose, @Nullable Object row) {
        List<String> texts = new ArrayList<>(List.of("row", purpose));
        if (row instanceof Row struct) {
            for (int i = 0; i < struct.size(); i++) {
                texts.add(text(struct.get(i)));
            }
        } else {
            texts.add(text(row));
        }
        return (ContentHash.of(texts.toArray(new String[0])) >>> 11) * 0x1p-53;
    }

    /** A missing value is not the text "null". */
    private static String text(@Nullable Object value) {
        return value == null ? "-" : "=" + value;
    }
}
