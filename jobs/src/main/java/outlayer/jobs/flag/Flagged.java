package outlayer.jobs.flag;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import outlayer.evaluate.Csv;
import outlayer.flag.DriftRow;
import outlayer.flag.FlagRateRow;
import outlayer.flag.FlagRow;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.ReportFiles;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.table.FlatTable;
import outlayer.jobs.table.RecordTable;
import outlayer.jobs.work.Unit;

/**
 * The results of the stage for those that follow.
 *
 * @param flags examples that are flagged, group by group, the smallest p first; those that are not stand in the units alone
 */
public record Flagged(List<FlagRow> flags, List<FlagRateRow> rates, List<DriftRow> drift) {

    /** Flags of one group that are shown; of more, those with the smallest p. */
    private static final int MOST = 100_000;

    /** The published rows; every unit must be published. */
    public static Flagged of(RunDirectory run, Experiment experiment) throws IOException {
        return of(run, FlagPlan.of(run, experiment));
    }

    static Flagged of(RunDirectory run, FlagPlan plan) {
        Flagged all = new Flagged(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (FlagUnit unit : plan.flags()) {
            List<FlagRow> flagged = new ArrayList<>();
            read(run, unit, RecordTable.FLAGS, row -> {
                if (row.flagged()) {
                    flagged.add(row);
                    if (flagged.size() == 2 * MOST) {
                        keepStrangest(flagged);
                    }
                }
            });
            keepStrangest(flagged);
            all.flags.addAll(flagged);
            read(run, unit, RecordTable.FLAG_RATES, all.rates::add);
        }
        plan.drift().forEach(unit -> read(run, unit, RecordTable.DRIFT, all.drift::add));
        return all;
    }

    /** Sorted by p, equal ones as they came; of too many the first. */
    private static void keepStrangest(List<FlagRow> flagged) {
        flagged.sort(Comparator.comparingDouble(FlagRow::p));
        if (flagged.size() > MOST) {
            flagged.subList(MOST, flagged.size()).clear();
        }
    }

    /** As CSV files beside a report; drift where something was looked at for it. */
    void write(ReportFiles files) {
        files.add("flags.csv", csv(FlagRow.class, flags));
        files.add("flag-rates.csv", csv(FlagRateRow.class, rates));
        if (drift.isEmpty()) {
            files.remove("drift.csv");
        } else {
            files.add("drift.csv", csv(DriftRow.class, drift));
        }
    }

    private static <T> void read(RunDirectory run, Unit unit, FlatTable<T> table, Consumer<T> rows) {
        Manifest manifest = run.require(unit.spec());
        table.forEach(run.file(manifest, RecordTable.fileName(table)), rows);
    }

    private static <T extends Record> byte[] csv(Class<T> kind, List<T> rows) {
        return Csv.table(kind, rows).getBytes(StandardCharsets.UTF_8);
    }
}
