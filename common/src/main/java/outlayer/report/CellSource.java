package outlayer.report;

/**
 * Where a report finds what stands behind single cells. It is asked for one group after the other, since all of them would not
 * fit into memory.
 */
public interface CellSource {

    /** What is known of the cells of one model, dataset and variant; {@link CellGroup#NONE} where nothing was kept. */
    CellGroup read(String model, String dataset, String variant);

    /** Of a run that kept none. */
    static CellSource none() {
        return (model, dataset, variant) -> CellGroup.NONE;
    }
}
