package outlayer.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import outlayer.quirky.ContentHash;

/** Makes the rows of {@code bootstrap.csv} for one group: of what detectors say in the end, on every subset. */
public final class BootstrapRows {

    private final ResultKey key;
    private final SubsetScores subsets;
    private final int draws;

    /** @param draws of each interval; below 1 there are no rows */
    public BootstrapRows(ResultKey key, List<TestExample> examples, int draws) {
        this.key = key;
        this.subsets = new SubsetScores(examples);
        this.draws = draws;
    }

    /** Not of single layers: there are many, and a check needs a few. */
    public List<BootstrapRow> of(List<ScoreColumn> columns) {
        List<BootstrapRow> rows = new ArrayList<>();
        for (ScoreColumn column : columns) {
            if (draws > 0 && column.scores() != null && column.key().isVerdict()) {
                for (Subset subset : Subset.values()) {
                    rows.add(row(column, subset));
                }
            }
        }
        return rows;
    }

    private BootstrapRow row(ScoreColumn column, Subset subset) {
        SubsetScores.Scored scored = subsets.scored(column, subset);
        ScoreKey score = column.key();
        int[] alone = IntStream.range(0, scored.scores().length).toArray();
        Optional<AucBootstrap.Spread> plain = spread(score, subset, scored, "example", alone);
        Optional<AucBootstrap.Spread> byQuestion = spread(score, subset, scored, "question", scored.questions());
        Optional<AucBootstrap.Spread> byName = spread(score, subset, scored, "name", scored.names());
        return new BootstrapRow(
                AucCell.of(key, score, subset),
                draws,
                plain.map(AucBootstrap.Spread::low).orElse(null),
                plain.map(AucBootstrap.Spread::high).orElse(null),
                byQuestion.map(AucBootstrap.Spread::low).orElse(null),
                byQuestion.map(AucBootstrap.Spread::high).orElse(null),
                byName.map(AucBootstrap.Spread::low).orElse(null),
                byName.map(AucBootstrap.Spread::high).orElse(null),
                key.seed());
    }

    /**
     * Drawn from the run's seed and what is drawn.
     *
     * @param by what a cluster is
     */
    private Optional<AucBootstrap.Spread> spread(
            ScoreKey score, Subset subset, SubsetScores.Scored scored, String by, int[] cluster) {
        long seed = ContentHash.of(Long.toString(key.seed()), key.toString(), score.toString(), subset.key(), by);
        return AucBootstrap.of(scored.scores(), scored.anomalous(), cluster, draws, seed);
    }
}
