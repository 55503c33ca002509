package outlayer.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code comparisons.csv}: two detectors on the same examples; the components are the columns, in order.
 *
 * @param first {@code feature/detector/params/mode/layer}, as {@code second}
 * @param aucDifference first minus second, with its paired DeLong 95 % interval
 * @param p two-sided, of the hypothesis that both have the same AUC
 * @param pHolm the same after Holm's correction over the family
 * @param scoreRankCorrelation Spearman's, between the two scores
 */
public record ComparisonRow(
        String model,
        String dataset,
        String variant,
        String subset,
        String first,
        String second,
        @Nullable Double aucDifference,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double p,
        @Nullable Double pHolm,
        String family,
        @Nullable Double scoreRankCorrelation) {

    public static List<String> columns() {
        return Csv.columns(ComparisonRow.class);
    }

    public List<String> cells() {
        return Csv.cells(this);
    }
}
