package outlayer.jobs.runs;

import outlayer.evaluate.AucRow;

/** What an AUC is of; the components as in {@code auc.csv}. */
record AucCell(
        String model,
        String dataset,
        String variant,
        String feature,
        String detector,
        String params,
        String mode,
        String layer,
        String aggregation,
        String subset) {

    static AucCell of(AucRow row) {
        return new AucCell(
                row.model(),
                row.dataset(),
                row.variant(),
                row.feature(),
                row.detector(),
                row.params(),
                row.mode(),
                row.layer(),
                row.aggregation(),
                row.subset());
    }
}
