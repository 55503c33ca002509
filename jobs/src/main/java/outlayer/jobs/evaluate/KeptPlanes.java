package outlayer.jobs.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import outlayer.evaluate.PlaneRow;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.table.RecordTable;

/** Where test vectors lie on the planes of an experiment, read from its published units. */
public final class KeptPlanes {

    private KeptPlanes() {}

    /** Those of one variant: groups in their order, each by feature and layer. */
    public static List<PlaneRow> of(RunDirectory run, Experiment experiment, String variant) throws IOException {
        List<PlaneRow> rows = new ArrayList<>();
        for (EvaluateUnit unit : Judged.units(run, experiment)) {
            if (unit.group().variant().equals(variant)) {
                rows.addAll(Judged.read(run, run.require(unit.spec()), RecordTable.PLANES));
            }
        }
        return rows;
    }
}
