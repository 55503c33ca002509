package outlayer.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tables as RFC 4180 text with lines that end in {@code \n}: a header, then one line per row; null is an empty cell.
 * The same numbers give the same bytes on every machine.
 */
public final class Csv {

    private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

    private Csv() {}

    public static void write(Appendable out, List<String> columns, Iterable<List<String>> rows) throws IOException {
        line(out, columns);
        for (List<String> cells : rows) {
            if (cells.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "Row has %d cells, expected %d: %s".formatted(cells.size(), columns.size(), cells));
            }
            line(out, cells);
        }
    }

    /** All rows of one kind as text. */
    public static <T extends Record> String table(Class<T> kind, List<T> rows) {
        StringBuilder out = new StringBuilder();
        try {
            write(out, columns(kind), () -> rows.stream().map(Csv::cells).iterator());
        } catch (IOException e) {
            throw new UncheckedIOException("A StringBuilder does not fail", e);
        }
        return out.toString();
    }

    /** The columns' names, see {@link RecordColumns}. */
    public static List<String> columns(Class<? extends Record> row) {
        return RecordColumns.of(row).columns().stream()
                .map(RecordColumns.Column::name)
                .toList();
    }

    /** The row's values as text, in the order of {@link #columns}. */
    public static List<String> cells(Record row) {
        return Arrays.stream(RecordColumns.of(row.getClass()).values(row))
                .map(Csv::cell)
                .toList();
    }

    /** Six significant decimal digits, rounded half to even, without trailing zeros: 0.95, 12300, 1.5E-12. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("A table holds finite numbers or empty cells, found " + value);
        }
        // The short form is rounded at a tenth of the time; only where it lies in the middle does it matter what the
        // double is exactly.
        BigDecimal shortest = BigDecimal.valueOf(value);
        boolean tie = shortest.precision() == SIX_DIGITS.getPrecision() + 1;
        BigDecimal rounded =
                (tie ? new BigDecimal(value) : shortest).round(SIX_DIGITS).stripTrailingZeros();
        return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toString();
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Double number ? number(number) : value.toString();
    }

    private static void line(Appendable out, List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            out.append(i == 0 ? "" : ",").append(quoted(cells.get(i)));
        }
        out.append('\n');
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
