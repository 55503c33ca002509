package outlayer.jobs.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import outlayer.evaluate.AnswersRow;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.BootstrapRow;
import outlayer.evaluate.ComparisonRow;
import outlayer.evaluate.LayerChoiceRow;
import outlayer.evaluate.PlaneRow;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.SeparationRow;
import outlayer.flag.DriftRow;
import outlayer.flag.FlagRateRow;
import outlayer.flag.FlagRow;
import outlayer.jobs.datasets.DataCards;
import outlayer.jobs.evaluate.Judged;
import outlayer.jobs.evaluate.KeptCells;
import outlayer.jobs.evaluate.KeptPlanes;
import outlayer.jobs.flag.FlagJob;
import outlayer.jobs.flag.Flagged;
import outlayer.jobs.flow.FlowJob;
import outlayer.jobs.flow.FlowUnit;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExtractOptions;
import outlayer.jobs.settings.RunOptions;
import outlayer.jobs.table.CurveTable;
import outlayer.jobs.table.FlowCurveTable;
import outlayer.jobs.train.TrainJob;
import outlayer.quirky.DataCard;
import outlayer.report.ReportData;
import outlayer.report.ReportFiles;
import outlayer.report.ResultRows;
import outlayer.report.RunFacts;
import outlayer.report.StageTiming;
import outlayer.report.TrainedCurve;
import outlayer.report.TrainedFlow;

/** Gathers what a report shows from the published units and the record of a run. */
public final class RunReport {

    private RunReport() {}

    /** Returns false where the report of these very units is there already. */
    static boolean write(RunDirectory run, Experiment experiment) throws IOException {
        RunRecord record = shown(run, experiment);
        String source = source(record) + experiment.resolved();
        if (run.report().seal().equals(Optional.of(source))) {
            return false;
        }
        ReportData data = data(run, experiment, record);
        run.report().write(source, files -> ReportFiles.write(data, files));
        return true;
    }

    /** Everything that the page and the terminal's table show. */
    public static ReportData data(RunDirectory run, Experiment experiment) throws IOException {
        return data(run, experiment, shown(run, experiment));
    }

    private static ReportData data(RunDirectory run, Experiment experiment, RunRecord record) throws IOException {
        Judged judged = Judged.of(run, experiment);
        List<DataCard> cards = DataCards.of(run, experiment);
        Map<String, String> provenance = new TreeMap<>(record.versions());
        provenance.put("seed", Long.toString(experiment.run().seed()));
        provenance.put("root", run.root());
        provenance.put("created", record.created());
        provenance.put("template set", templateSets(cards));
        provenance.put(RunFacts.UNLABELLED, experiment.detectors().unlabelled().key());
        RunFacts facts = new RunFacts(
                record.id(),
                experiment.reportTitle(),
                record.settings(),
                provenance,
                cards,
                record.warnings(),
                timings(record));
        ResultRows rows = rows(judged)
                .with(TrainedCurve.class, curves(run, record))
                .with(TrainedFlow.class, flows(run, record))
                .with(PlaneRow.class, KeptPlanes.of(run, experiment, ExtractOptions.QUIRKY));
        if (experiment.run().stages().contains(FlagJob.STAGE)) {
            Flagged flagged = Flagged.of(run, experiment);
            rows = rows.with(FlagRow.class, flagged.flags())
                    .with(FlagRateRow.class, flagged.rates())
                    .with(DriftRow.class, flagged.drift());
        }
        return new ReportData(facts, rows, KeptCells.of(run, experiment));
    }

    private static ResultRows rows(Judged judged) {
        return ResultRows.NONE
                .with(AucRow.class, judged.auc())
                .with(QuirkinessRow.class, judged.quirkiness())
                .with(SeparationRow.class, judged.separation())
                .with(ComparisonRow.class, judged.comparisons())
                .with(AnswersRow.class, judged.answers())
                .with(LayerChoiceRow.class, judged.layerChoices())
                .with(BootstrapRow.class, judged.bootstrap());
    }

    /** Each with the datasets that are asked in its words; prompts that came as they are have none. */
    private static String templateSets(List<DataCard> cards) {
        Map<String, List<String>> datasets = new LinkedHashMap<>();
        for (DataCard card : cards) {
            if (!card.templateSet().isEmpty()) {
                String set = card.templateSet() + ", SHA-256 "
                        + card.templateFingerprint().substring(0, 16);
                datasets.computeIfAbsent(set, absent -> new ArrayList<>()).add(card.dataset());
            }
        }
        return datasets.size() == 1
                ? datasets.keySet().iterator().next()
                : datasets.entrySet().stream()
                        .map(set -> set.getKey() + " (" + String.join(", ", set.getValue()) + ")")
                        .collect(Collectors.joining("; "));
    }

    /** Of the trainings that belong to the run, whether this time or before; none where it had no stage `train`. */
    static List<TrainedCurve> curves(RunDirectory run, RunRecord record) {
        return trained(run, record, TrainJob.STAGE).stream()
                .map(unit -> new TrainedCurve(
                        label(unit, "model"),
                        unit.spec().labels().getOrDefault("dataset", ""),
                        CurveTable.TABLE.read(run.file(unit, CurveTable.FILE)),
                        Math.toIntExact(unit.count(TrainJob.KEPT_STEP))))
                .toList();
    }

    private static List<TrainedFlow> flows(RunDirectory run, RunRecord record) {
        return trained(run, record, FlowJob.STAGE).stream()
                .map(unit -> new TrainedFlow(
                        label(unit, "model"),
                        Integer.parseInt(label(unit, "layer")),
                        FlowCurveTable.TABLE.read(run.file(unit, FlowCurveTable.FILE)),
                        Math.toIntExact(unit.count(FlowUnit.KEPT_STEP))))
                .toList();
    }

    private static List<Manifest> trained(RunDirectory run, RunRecord record, String stage) {
        return record.units().getOrDefault(stage, List.of()).stream()
                .map(key -> run.find(stage, key)
                        .orElseThrow(() -> new IllegalArgumentException("Run " + record.id() + " names training " + key
                                + ", which is not published under " + run.root() + ". Run the stage '" + stage
                                + "' again")))
                .toList();
    }

    private static String label(Manifest unit, String name) {
        return Objects.requireNonNull(
                unit.spec().labels().get(name), () -> "Unit " + unit.spec() + " names no " + name);
    }

    private static List<StageTiming> timings(RunRecord record) {
        List<StageTiming> timings = new ArrayList<>();
        for (String stage : RunOptions.STAGES) {
            List<String> units = record.units().get(stage);
            if (units != null) {
                int computed = record.computed().getOrDefault(stage, 0);
                double seconds = record.stageSeconds().getOrDefault(stage, 0.0);
                timings.add(new StageTiming(stage, computed, units.size() - computed, seconds));
            }
        }
        return timings;
    }

    /** Names the units that the report is made of, and the settings: equal text, equal report. */
    private static String source(RunRecord record) {
        StringBuilder text = new StringBuilder(record.versions().toString()).append('\n');
        record.units()
                .forEach((stage, keys) -> text.append(stage)
                        .append(' ')
                        .append(String.join(" ", keys))
                        .append('\n'));
        return text.append(record.settings()).append('\n').toString();
    }

    /** The run that the experiment names, else the newest of its settings, else the newest: a report may want another title. */
    static RunRecord shown(RunDirectory run, Experiment experiment) {
        if (!experiment.run().id().isEmpty()) {
            return run.run(experiment.run().id());
        }
        List<RunRecord> oldestFirst = run.runs();
        if (oldestFirst.isEmpty()) {
            throw new IllegalArgumentException("No run is recorded under " + run.root()
                    + "; the report shows a recorded run: start `outlayer run` first");
        }
        RunRecord newest = oldestFirst.get(oldestFirst.size() - 1);
        return oldestFirst.stream()
                .filter(record -> record.settings().equals(experiment.resolved()))
                .reduce((older, newer) -> newer)
                .orElse(newest);
    }
}
