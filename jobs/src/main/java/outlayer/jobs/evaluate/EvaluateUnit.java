package outlayer.jobs.evaluate;

import java.util.List;
import outlayer.evaluate.GroupEvaluation;
import outlayer.evaluate.Quirkiness;
import outlayer.evaluate.ResultKey;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.score.Scored;
import outlayer.jobs.table.FlatTable;
import outlayer.jobs.table.RecordTable;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;

/** All results of one model, dataset and variant. */
record EvaluateUnit(ResultKey group, List<Scored> shards) implements Unit {

    private static final int LOGIC = 1;

    @Override
    public UnitSpec spec() {
        UnitSpec spec = UnitSpec.of(EvaluateJob.STAGE, LOGIC)
                .label("model", group.model())
                .label("dataset", group.dataset())
                .label("variant", group.variant())
                .setting("template-set", group.templateSet())
                .setting("seed", Long.toString(group.seed()));
        for (Scored shard : shards) {
            spec = spec.input(shard.key())
                    .input(shard.reading().key())
                    .input(shard.reading().shard().fingerprint());
        }
        return spec;
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        TestPart test = TestPart.read(shards);
        GroupEvaluation judged =
                GroupEvaluation.of(group, test.examples(), ScoreColumns.read(shards, test, Reading.ACTIVATIONS));
        write(writer, RecordTable.AUC, judged.auc());
        write(writer, RecordTable.COMPARISONS, judged.comparisons());
        write(
                writer,
                RecordTable.QUIRKINESS,
                List.of(Quirkiness.of(test.examples()).row(group, null)));
        write(
                writer,
                RecordTable.SEPARATION,
                LayerSeparation.rows(
                        group,
                        Reading.ACTIVATIONS,
                        shards.stream().map(Scored::reading).toList()));
        return Findings.count("examples", test.examples().size())
                .and("quarantined", test.quarantined())
                .noting(test.notes(group));
    }

    private static <T> void write(UnitWriter writer, FlatTable<T> table, List<T> rows) {
        table.write(writer.file(RecordTable.fileName(table)), rows);
    }
}
