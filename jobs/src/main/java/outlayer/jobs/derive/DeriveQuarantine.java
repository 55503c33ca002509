package outlayer.jobs.derive;

import java.util.ArrayList;
import java.util.List;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.QuarantineTable;
import outlayer.jobs.table.Quarantined;
import outlayer.jobs.work.Findings;

/** The examples of one shard that a derived feature has no vector of, though it could have had one. */
final class DeriveQuarantine {

    private final UnitSpec unit;
    private final int examples;
    private final double most;
    private final List<Quarantined> rows = new ArrayList<>();

    /** @param most share of the examples that may be here */
    DeriveQuarantine(UnitSpec unit, int examples, double most) {
        this.unit = unit;
        this.examples = examples;
        this.most = most;
    }

    /** Stops where they are too many. */
    void add(String id, String reason) {
        rows.add(new Quarantined(id, DeriveJob.STAGE, reason));
        if (rows.size() > most * examples) {
            throw new IllegalArgumentException(unit + ": " + rows.size() + " of " + examples
                    + " examples cannot be used, more than extract.max-quarantine = " + most + "; the first is "
                    + rows.get(0).id() + " (" + rows.get(0).reason() + "). Mend what they are made of, or raise the"
                    + " setting");
        }
    }

    Findings finish(UnitWriter writer) {
        if (!rows.isEmpty()) {
            QuarantineTable.TABLE.write(writer.file(QuarantineTable.FILE), rows);
        }
        return Findings.count(Findings.EXAMPLES, examples).and(Findings.QUARANTINED, rows.size());
    }
}
