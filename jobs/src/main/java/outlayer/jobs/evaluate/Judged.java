package outlayer.jobs.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import outlayer.evaluate.AnswersRow;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.BootstrapRow;
import outlayer.evaluate.ComparisonRow;
import outlayer.evaluate.FeaturePair;
import outlayer.evaluate.LayerChoiceRow;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.ResultKey;
import outlayer.evaluate.SeparationRow;
import outlayer.jobs.datasets.Templates;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.score.Scored;
import outlayer.jobs.score.ScoredParts;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.FlowSettings;
import outlayer.jobs.table.FlatTable;
import outlayer.jobs.table.RecordTable;
import outlayer.quirky.Part;
import outlayer.quirky.TemplateSet;

/** All result rows of an experiment, groups in their order. */
public record Judged(
        List<AucRow> auc,
        List<QuirkinessRow> quirkiness,
        List<SeparationRow> separation,
        List<ComparisonRow> comparisons,
        List<AnswersRow> answers,
        List<LayerChoiceRow> layerChoices,
        List<BootstrapRow> bootstrap) {

    private static final List<FeaturePair> DERIVED =
            List.of(new FeaturePair(FlowSettings.LATENTS, Reading.ACTIVATIONS));

    /** To be computed. */
    static List<EvaluateUnit> planned(RunDirectory run, Experiment experiment) throws IOException {
        return units(run, experiment, true);
    }

    /** To be read: as they were planned, but without what only their computation needs. */
    static List<EvaluateUnit> units(RunDirectory run, Experiment experiment) throws IOException {
        return units(run, experiment, false);
    }

    private static List<EvaluateUnit> units(RunDirectory run, Experiment experiment, boolean computed)
            throws IOException {
        Map<Readings.Group, List<Reading>> answered = Readings.of(run, experiment, Part.TEST);
        Map<String, TemplateSet> templates = Templates.byDataset(run, experiment);
        ScoredParts scored = ScoredParts.of(run, experiment);
        Map<Readings.Group, List<Scored>> calibration = scored.of(Part.CALIBRATION);
        Map<Readings.Group, List<Scored>> untrusted = scored.of(Part.UNTRUSTED);
        List<EvaluateUnit> units = new ArrayList<>();
        scored.of(Part.TEST)
                .forEach((group, shards) -> units.add(new EvaluateUnit(
                        key(group, Objects.requireNonNull(templates.get(group.dataset())), experiment),
                        Objects.requireNonNull(answered.get(group), () -> group + " has scores but no answers"),
                        shards,
                        new ChoiceScores(
                                calibration.getOrDefault(group, List.of()), untrusted.getOrDefault(group, List.of())),
                        DERIVED,
                        experiment.evaluate(),
                        computed ? TrustedGaussians.of(scored.fits(group)) : Map.of())));
        return units;
    }

    private static ResultKey key(Readings.Group group, TemplateSet templates, Experiment experiment) {
        return new ResultKey(
                group.model(),
                group.dataset(),
                group.variant(),
                templates.name(),
                templates.fingerprint(),
                experiment.run().seed());
    }

    /** The published rows; every unit must be published. */
    public static Judged of(RunDirectory run, Experiment experiment) throws IOException {
        Judged all = new Judged(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        for (EvaluateUnit unit : units(run, experiment)) {
            Manifest manifest = run.require(unit.spec());
            all.auc.addAll(read(run, manifest, RecordTable.AUC));
            all.quirkiness.addAll(read(run, manifest, RecordTable.QUIRKINESS));
            all.separation.addAll(read(run, manifest, RecordTable.SEPARATION));
            all.comparisons.addAll(read(run, manifest, RecordTable.COMPARISONS));
            all.answers.addAll(read(run, manifest, RecordTable.ANSWERS));
            all.layerChoices.addAll(read(run, manifest, RecordTable.LAYER_CHOICES));
            all.bootstrap.addAll(read(run, manifest, RecordTable.BOOTSTRAP));
        }
        return all;
    }

    static <T> List<T> read(RunDirectory run, Manifest manifest, FlatTable<T> table) {
        return table.read(run.file(manifest, RecordTable.fileName(table)));
    }
}
