package outlayer.jobs.runs;

import outlayer.evaluate.QuirkinessRow;

/** What a quirkiness is of; the components as in {@code quirkiness.csv}. */
record ModelCell(String model, String dataset, String variant) {

    static ModelCell of(QuirkinessRow row) {
        return new ModelCell(row.model(), row.dataset(), row.variant());
    }
}
