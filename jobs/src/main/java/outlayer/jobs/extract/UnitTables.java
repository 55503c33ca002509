package outlayer.jobs.extract;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.ModelConfig;
import outlayer.feature.Observations;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.Keep;
import outlayer.jobs.table.Dtype;
import outlayer.jobs.table.FlatTable;
import outlayer.jobs.table.Prediction;
import outlayer.jobs.table.PredictionTable;
import outlayer.jobs.table.QuarantineTable;
import outlayer.jobs.table.Quarantined;
import outlayer.jobs.work.Findings;
import outlayer.quirky.Example;

/**
 * The files of one unit, written window by window: predictions with a row per example, vectors or statistics, and the quarantine. For
 * one thread at a time.
 */
public final class UnitTables implements AutoCloseable {

    /** Counts of the manifest, beside examples and tokens. */
    static final String PADDING_TOKENS = "padding-tokens";

    static final String MEMORY_SPLITS = "memory-splits";

    private final UnitWriter unit;
    private final long rows;
    private final double mostQuarantined;
    private final FlatTable.@Nullable Writer<Prediction> predictions;
    private final FeatureSink vectors;
    private final List<Quarantined> quarantined = new ArrayList<>();
    private long examples;
    private long tokens;
    private long paddingTokens;
    private long splits;
    private boolean finished;

    private UnitTables(
            UnitWriter unit,
            long rows,
            double mostQuarantined,
            FlatTable.@Nullable Writer<Prediction> predictions,
            FeatureSink vectors) {
        this.unit = unit;
        this.rows = rows;
        this.mostQuarantined = mostQuarantined;
        this.predictions = predictions;
        this.vectors = vectors;
    }

    static UnitTables open(ExtractUnit owner, ModelConfig config, UnitWriter unit) {
        FeatureSink vectors = owner.options().keep() == Keep.VECTORS
                ? new VectorFiles(
                        owner.features(), config, Dtype.named(owner.options().storage()), unit)
                : new StatisticsFiles(owner.features(), config, unit);
        FlatTable.Writer<Prediction> predictions =
                owner.options().logOdds() ? PredictionTable.TABLE.writer(unit.file(PredictionTable.FILE)) : null;
        return new UnitTables(unit, owner.rows(), owner.options().maxQuarantine(), predictions, vectors);
    }

    /**
     * Without predictions.
     *
     * @param rows examples that will come
     * @param mostQuarantined share of them that may be unusable
     */
    public static UnitTables ofVectors(UnitWriter unit, FeatureSink vectors, long rows, double mostQuarantined) {
        return new UnitTables(unit, rows, mostQuarantined, null, vectors);
    }

    /** Writes the rows of the next window. */
    public void add(ReadWindow window) {
        Observations read = window.read();
        for (int i = 0; i < window.examples().size(); i++) {
            add(window.examples().get(i), read, i);
        }
        tokens += read.prompts().tokenCount();
        paddingTokens += read.paddingTokens();
        splits += read.splits();
        refuseTooManyFailures();
    }

    private void add(Example example, Observations read, int prompt) {
        examples++;
        String reason = read.reason(prompt);
        if (predictions != null) {
            predictions.add(prediction(example, reason, reason == null ? read.logOdds(prompt) : Double.NaN));
        }
        if (reason == null) {
            vectors.add(example, read, prompt);
        } else {
            quarantined.add(new Quarantined(example.id(), unit.spec().stage(), reason));
            vectors.addMissing(example);
        }
    }

    /** Before the next window: what follows cannot mend it. */
    private void refuseTooManyFailures() {
        if (quarantined.size() > mostQuarantined * rows) {
            Quarantined first = quarantined.get(0);
            throw new IllegalArgumentException(unit.spec() + ": " + quarantined.size() + " of the first " + examples
                    + " examples (" + rows
                    + " in all) cannot be used, more than extract.max-quarantine = " + mostQuarantined
                    + "; the first is "
                    + first.id() + " (" + first.reason() + "). Mend the dataset or the model, or raise the setting");
        }
    }

    /** Completes all files. */
    public Findings finish() {
        if (predictions != null) {
            predictions.close();
        }
        finished = true;
        vectors.finish();
        if (!quarantined.isEmpty()) {
            QuarantineTable.TABLE.write(unit.file(QuarantineTable.FILE), quarantined);
        }
        return Findings.count(Findings.EXAMPLES, examples)
                .and(Findings.TOKENS, tokens)
                .and(PADDING_TOKENS, paddingTokens)
                .and(MEMORY_SPLITS, splits)
                .and(Findings.QUARANTINED, quarantined.size());
    }

    @Override
    public void close() {
        try {
            if (predictions != null && !finished) {
                predictions.close();
            }
        } finally {
            vectors.close();
        }
    }

    private static Prediction prediction(Example example, @Nullable String reason, double logOdds) {
        if (reason != null) {
            return new Prediction(example.id(), null, null, null, reason);
        }
        return example.labelled()
                ? new Prediction(
                        example.id(),
                        logOdds,
                        loss(logOdds, example.aliceLabel()),
                        loss(logOdds, example.bobLabel()),
                        null)
                : new Prediction(example.id(), logOdds, null, null, null);
    }

    /** -log p(label) of the two answers, softplus of the log-odds away from the label; stable at both ends. */
    static double loss(double logOdds, boolean label) {
        double away = label ? -logOdds : logOdds;
        return Math.max(0, away) + Math.log1p(Math.exp(-Math.abs(away)));
    }
}
