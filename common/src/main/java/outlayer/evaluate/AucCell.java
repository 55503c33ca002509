package outlayer.evaluate;

/**
 * What an AUC is of; the leading columns of {@code auc.csv}.
 *
 * @param subset {@code all}, {@code agree} or {@code disagree}: whether both characters give the same label
 */
public record AucCell(String model, String dataset, String variant, ScoreKey score, String subset) {

    static AucCell of(ResultKey key, ScoreKey score, Subset subset) {
        return new AucCell(key.model(), key.dataset(), key.variant(), score, subset.key());
    }

    public ResultGroup group() {
        return new ResultGroup(model, dataset, variant);
    }

    /** The same on another subset. */
    public AucCell on(String otherSubset) {
        return new AucCell(model, dataset, variant, score, otherSubset);
    }

    @Override
    public String toString() {
        return String.join(
                " ",
                model,
                dataset,
                variant,
                score.feature(),
                score.detector(),
                score.params(),
                score.mode(),
                score.aggregation().isEmpty() ? "layer " + score.layer() : score.aggregation(),
                subset);
    }
}
