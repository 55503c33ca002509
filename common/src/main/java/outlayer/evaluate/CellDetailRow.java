package outlayer.evaluate;

/**
 * The detail of one cell of a group, as it is stored; the components are the columns, in order.
 *
 * @param layer as in {@link AucRow}, as are those before it and {@code aggregation}
 * @param detail {@link CellDetail#json()} as text
 */
public record CellDetailRow(
        String feature, String detector, String params, String mode, String layer, String aggregation, String detail) {

    public static CellDetailRow of(ScoreKey key, CellDetail detail) {
        return new CellDetailRow(
                key.feature(),
                key.detector(),
                key.params(),
                key.mode(),
                key.layer(),
                key.aggregation(),
                detail.json().toString());
    }
}
