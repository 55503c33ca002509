package outlayer.evaluate;

/**
 * The detail of one cell of a group, as it is stored; the components are the columns, in order.
 *
 * @param detail {@link CellDetail#json()} as text
 */
public record CellDetailRow(ScoreKey key, String detail) {

    public static CellDetailRow of(ScoreKey key, CellDetail detail) {
        return new CellDetailRow(key, detail.json().toString());
    }
}
