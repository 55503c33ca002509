package outlayer.jobs.effects;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import outlayer.feature.Feature;
import outlayer.feature.ModelReader;
import outlayer.feature.Observations;
import outlayer.feature.Prompts;
import outlayer.jobs.extract.PoolBatchLimit;
import outlayer.jobs.extract.Visit;
import outlayer.jobs.models.ModelPool;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.FeatureOptions;
import outlayer.jobs.table.ProbeTable;
import outlayer.jobs.work.DependentUnit;
import outlayer.jobs.work.Findings;
import outlayer.linalg.Matrix;
import outlayer.lm.LinearProbe;
import outlayer.lm.Point;
import outlayer.lm.Positions;
import outlayer.quirky.ContrastSet;
import outlayer.stats.Folds;
import outlayer.stats.LogisticRegression;

/**
 * A probe for each layer that tells texts with a wrong answer from those with a right one, by the residual of their last token. One variant
 * of a model reads the texts once; no prompt of a dataset takes part.
 *
 * @param visit any of the group
 */
record ContrastProbesUnit(Visit visit, List<Integer> layers, ContrastSource source, int batchTokens, long seed)
        implements DependentUnit {

    private static final int LOGIC = 1;
    private static final int FOLDS = 5;

    @Override
    public UnitSpec spec() {
        return EffectsJob.spec(LOGIC, visit.group(), "contrast-probes")
                .setting("weights", visit.source().fingerprint())
                .setting("precision", visit.source().precision().key())
                .setting("device", visit.device().kind())
                .setting("batch-tokens", Integer.toString(batchTokens))
                .setting("layers", layers.toString())
                .setting("texts", source.set().fingerprint())
                .setting("seed", Long.toString(seed));
    }

    @Override
    public List<UnitSpec> needs() {
        return List.of();
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) throws IOException {
        List<ContrastSet.Text> texts = source.set().texts();
        Feature feature = new Feature(FeatureOptions.ACTIVATIONS, Point.RESIDUAL, layers, Positions.LAST);
        try (ModelPool.Loan loan =
                ModelPool.JVM.borrow(visit.source(), visit.device().onTask(TaskContext.get()), run.configuration())) {
            Prompts prompts = new Prompts(null);
            texts.forEach(text -> prompts.add(text.text(), loan.tokenizer(), loan.config()));
            Observations read = new ModelReader(loan.model(), List.of(feature), batchTokens, new PoolBatchLimit(loan))
                    .read(prompts);
            ProbeTable.TABLE.write(writer.file(ProbeTable.FILE), probes(texts, feature, read));
            return Findings.count("texts", texts.size()).and(Findings.TOKENS, prompts.tokenCount());
        }
    }

    private List<LinearProbe> probes(List<ContrastSet.Text> texts, Feature feature, Observations read) {
        List<ContrastSet.Text> usable = new ArrayList<>();
        List<Observations.Vectors> vectors = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String reason = read.reason(i);
            if (reason != null) {
                throw new IllegalArgumentException("Contrast set " + source.name() + ", '"
                        + texts.get(i).text() + "': " + reason + ", read by " + visit.source()
                        + "; take a set in words that this model knows");
            }
            usable.add(texts.get(i));
            vectors.add(read.vectors(feature, i));
        }
        List<LinearProbe> probes = new ArrayList<>();
        for (int k = 0; k < layers.size(); k++) {
            Optional<LogisticRegression> probe = fit(usable, vectors, k);
            if (probe.isPresent()) {
                probes.add(new LinearProbe(
                        Point.RESIDUAL,
                        layers.get(k),
                        probe.get().weights(),
                        probe.get().intercept()));
            }
        }
        return probes;
    }

    private Optional<LogisticRegression> fit(
            List<ContrastSet.Text> texts, List<Observations.Vectors> vectors, int layer) {
        List<double[]> rows = new ArrayList<>();
        boolean[] wrong = new boolean[texts.size()];
        for (int i = 0; i < wrong.length; i++) {
            Observations.Vectors of = vectors.get(i);
            int d = of.width(layer);
            double[] row = new double[d];
            for (int j = 0; j < d; j++) {
                row[j] = of.layers().get(layer)[of.from() * d + j];
            }
            rows.add(row);
            wrong[i] = texts.get(i).wrong();
        }
        Matrix x = ProbeUnit.matrix(rows);
        List<Integer> questions = texts.stream().map(ContrastSet.Text::question).toList();
        return LogisticRegression.crossValidated(x, wrong, Folds.dealGroups(FOLDS, questions, seed));
    }
}
