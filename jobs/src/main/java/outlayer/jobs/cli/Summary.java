package outlayer.jobs.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import outlayer.flag.FlagSummary;
import outlayer.jobs.datasets.DataCards;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.flag.FlagJob;
import outlayer.jobs.flag.Flagged;
import outlayer.jobs.report.ReportJob;
import outlayer.jobs.report.RunReport;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.work.StageResult;
import outlayer.quirky.DataCardText;
import outlayer.report.TerminalTable;

/** What the terminal shows at the end of a run or of a stage. */
final class Summary {

    private static final int WIDTH = 118;

    /** How many of a stage's remarks are shown. */
    private static final int REMARKS = 10;

    private Summary() {}

    static String line(StageResult result) {
        return String.format(
                Locale.ROOT,
                "%-9s %4d units: %d computed, %d reused, %.1f s",
                result.stage(),
                result.computed() + result.reused(),
                result.computed(),
                result.reused(),
                result.seconds());
    }

    /** Of a stage that was run alone: its line, what it left out and why, and, of datasets, what is in them. */
    static String alone(RunDirectory run, Experiment experiment, StageResult result) throws IOException {
        StringBuilder text = new StringBuilder(line(result));
        result.remarks().stream()
                .limit(REMARKS)
                .forEach(remark -> text.append('\n').append(remark));
        if (result.remarks().size() > REMARKS) {
            text.append("\nand ").append(result.remarks().size() - REMARKS).append(" more like these");
        }
        if (result.stage().equals(DatasetsJob.STAGE)) {
            DataCards.of(run, experiment)
                    .forEach(card ->
                            text.append("\n\n").append(DataCardText.of(card).stripTrailing()));
        }
        if (result.stage().equals(FlagJob.STAGE)) {
            text.append('\n').append(flags(run, experiment).stripTrailing());
        }
        return text.toString();
    }

    private static String flags(RunDirectory run, Experiment experiment) throws IOException {
        Flagged flagged = Flagged.of(run, experiment);
        return FlagSummary.of(flagged.rates(), flagged.drift());
    }

    static String of(RunDirectory run, Experiment experiment, RunJob.Outcome outcome) throws IOException {
        StringBuilder text = new StringBuilder("\n");
        boolean report = false;
        boolean flag = false;
        for (StageResult result : outcome.stages()) {
            text.append(line(result)).append('\n');
            report |= result.stage().equals(ReportJob.STAGE);
            flag |= result.stage().equals(FlagJob.STAGE);
        }
        if (outcome.computed() == 0) {
            text.append("Nothing was recomputed: all units were published before.\n");
        }
        if (report) {
            text.append('\n').append(TerminalTable.of(RunReport.data(run, experiment), WIDTH));
            text.append("\nreport  ").append(readable(run.report().path())).append("/index.html");
        }
        if (flag) {
            text.append('\n').append(flags(run, experiment));
        }
        text.append("\nrun     ").append(outcome.runId()).append(" under ").append(readable(run.root()));
        List<String> notes = outcome.stages().stream()
                .flatMap(result -> result.notes().stream())
                .distinct()
                .toList();
        if (!notes.isEmpty()) {
            text.append("\nnotes   ").append(notes.size()).append(", in the report and the run's record");
        }
        return text.toString();
    }

    private static String readable(String path) {
        return path.replaceFirst("^file:/*", "/");
    }
}
