package outlayer.jobs.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.evaluate.Answers;
import outlayer.evaluate.BootstrapRows;
import outlayer.evaluate.CellDetail;
import outlayer.evaluate.CellDetailRow;
import outlayer.evaluate.FeaturePair;
import outlayer.evaluate.GroupEvaluation;
import outlayer.evaluate.LayerChoices;
import outlayer.evaluate.PlaneRow;
import outlayer.evaluate.Quirkiness;
import outlayer.evaluate.ResultKey;
import outlayer.evaluate.ScoreColumn;
import outlayer.evaluate.SeparationRow;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.score.ScoreFile;
import outlayer.jobs.score.Scored;
import outlayer.jobs.settings.EvaluateOptions;
import outlayer.jobs.settings.FeatureKind;
import outlayer.jobs.settings.ModelOptions;
import outlayer.jobs.table.FlatTable;
import outlayer.jobs.table.RecordTable;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;

/**
 * All results of one model, dataset and variant.
 *
 * @param answered the test shards as the model answered them
 * @param shards the same shards with the scores of all features
 * @param choice what layers are chosen from
 * @param derived features that are compared with what they were made from
 * @param gaussians of trusted vectors, by feature and layer; what the shards were scored with, so no inputs of their own
 */
record EvaluateUnit(
        ResultKey group,
        List<Reading> answered,
        List<Scored> shards,
        ChoiceScores choice,
        List<FeaturePair> derived,
        EvaluateOptions options,
        Map<String, Map<Integer, RunFile>> gaussians)
        implements Unit {

    private static final int LOGIC = 10;

    @Override
    public UnitSpec spec() {
        UnitSpec spec = UnitSpec.of(EvaluateJob.STAGE, LOGIC)
                .label("model", group.model())
                .label("dataset", group.dataset())
                .label("variant", group.variant())
                .setting("template-set", group.templateSet() + " " + group.templateFingerprint())
                .setting("seed", Long.toString(group.seed()))
                .setting("derived", derived.toString())
                .setting("bootstrap", Integer.toString(options.bootstrap()));
        for (Reading reading : answered) {
            spec = spec.input(reading.key()).input(reading.shard().fingerprint());
        }
        for (Scored shard : shards) {
            for (Reading reading : shard.readings()) {
                spec = spec.input(reading.key());
            }
            for (ScoreFile scores : shard.scores()) {
                spec = spec.input(scores.key());
            }
        }
        for (ScoreFile scores : choice.files()) {
            spec = spec.input(scores.key());
        }
        return spec;
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        TestPart test = TestPart.read(answered);
        List<ScoreColumn> columns = ScoreColumns.read(shards, test);
        GroupEvaluation judged = GroupEvaluation.of(group, test.examples(), columns, derived);
        write(writer, RecordTable.AUC, judged.auc());
        write(writer, RecordTable.COMPARISONS, judged.comparisons());
        write(
                writer,
                RecordTable.QUIRKINESS,
                List.of(Quirkiness.of(test.examples()).row(group, ModelOptions.step(group.variant()))));
        Map<String, List<Reading>> readings = dense();
        write(writer, RecordTable.SEPARATION, separation(readings));
        write(writer, RecordTable.PLANES, planes(readings));
        write(writer, RecordTable.ANSWERS, List.of(Answers.of(test.examples()).row(group)));
        LayerChoices choices = new LayerChoices(group, choice.readCalibration(), choice.readUntrusted());
        write(writer, RecordTable.LAYER_CHOICES, choices.of(judged.auc()));
        BootstrapRows drawn = new BootstrapRows(group, test.examples(), options.bootstrap());
        write(writer, RecordTable.BOOTSTRAP, drawn.of(columns));
        details(writer, test, columns);
        return Findings.count("examples", test.examples().size())
                .and("quarantined", test.quarantined())
                .noting(test.notes(group));
    }

    /** What stands behind each AUC, made and written one by one. */
    private static void details(UnitWriter writer, TestPart test, List<ScoreColumn> columns) {
        List<String> ids = test.ids();
        try (FlatTable.Writer<CellDetailRow> rows =
                RecordTable.CELLS.writer(writer.file(RecordTable.fileName(RecordTable.CELLS)))) {
            for (ScoreColumn column : columns) {
                double[] scores = column.scores();
                if (scores != null) {
                    rows.add(CellDetailRow.of(column.key(), CellDetail.of(scores, test.examples(), ids)));
                }
            }
        }
    }

    /** The test vectors by feature, but for sparse ones. */
    private Map<String, List<Reading>> dense() {
        Map<String, List<Reading>> byFeature = new LinkedHashMap<>();
        for (Scored shard : shards) {
            for (Reading reading : shard.readings()) {
                if (FeatureKind.of(reading.feature()) != FeatureKind.SPARSE) {
                    byFeature
                            .computeIfAbsent(reading.feature(), feature -> new ArrayList<>())
                            .add(reading);
                }
            }
        }
        return byFeature;
    }

    private List<SeparationRow> separation(Map<String, List<Reading>> byFeature) {
        List<SeparationRow> rows = new ArrayList<>();
        byFeature.forEach((feature, readings) -> rows.addAll(LayerSeparation.rows(group, feature, readings)));
        return rows;
    }

    private List<PlaneRow> planes(Map<String, List<Reading>> byFeature) {
        List<PlaneRow> rows = new ArrayList<>();
        byFeature.forEach((feature, readings) ->
                rows.addAll(TestPlanes.rows(group, feature, readings, gaussians.getOrDefault(feature, Map.of()))));
        return rows;
    }

    private static <T> void write(UnitWriter writer, FlatTable<T> table, List<T> rows) {
        table.write(writer.file(RecordTable.fileName(table)), rows);
    }
}
