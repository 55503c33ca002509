package outlayer.jobs.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.QuirkinessRow;
import outlayer.jobs.evaluate.EvaluateJob;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.run.RunReference;
import outlayer.jobs.table.FlatTable;
import outlayer.jobs.table.RecordTable;

/** A recorded run and the root that holds its units. */
public record RecordedRun(RunDirectory root, RunRecord record) {

    /** {@code ROOT} or {@code ROOT#ID}. */
    public static RecordedRun of(String reference, Configuration configuration) {
        RunReference run = RunReference.parse(reference);
        RunDirectory root = run.directory(configuration);
        return new RecordedRun(root, run.record(root));
    }

    /** Its settings, key by key. */
    public SortedMap<String, String> settings() {
        return FlatSettings.of(record.settings());
    }

    List<AucRow> auc() {
        return rows(RecordTable.AUC);
    }

    List<QuirkinessRow> quirkiness() {
        return rows(RecordTable.QUIRKINESS);
    }

    /** All published units of a stage that belong to it, in their order; every one must be there. */
    List<Manifest> units(String stage) {
        List<String> keys = record.units().getOrDefault(stage, List.of());
        SortedMap<String, Manifest> published = root.published(stage, keys);
        List<Manifest> units = new ArrayList<>();
        for (String key : keys) {
            Manifest unit = published.get(key);
            if (unit == null) {
                throw new IllegalArgumentException("Run " + this + " names unit " + stage + "/" + key
                        + ", which is not there any more. Start the run again with its settings to have it computed");
            }
            units.add(unit);
        }
        return units;
    }

    private <T> List<T> rows(FlatTable<T> table) {
        List<T> rows = new ArrayList<>();
        units(EvaluateJob.STAGE).forEach(unit -> rows.addAll(table.read(root.file(unit, RecordTable.fileName(table)))));
        return rows;
    }

    @Override
    public String toString() {
        return root.root() + "#" + record.id();
    }
}
