package outlayer.jobs.earlier;

import java.util.List;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.work.DependentUnit;
import outlayer.jobs.work.Findings;

/**
 * A unit of an earlier run, copied under its key: what the vectors of an experiment are made with lies under the experiment's own root
 * then, and is the same unit for everyone who compares keys.
 *
 * @param from the earlier run's root
 */
public record TakenUnit(UnitSpec spec, String from) implements DependentUnit {

    /** None: what it was made of stays where it is. */
    @Override
    public List<UnitSpec> needs() {
        return List.of();
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        RunDirectory there = RunDirectory.open(from, run.configuration());
        Manifest unit = there.require(spec);
        for (RunFile file : there.files(unit)) {
            writer.copyIn(file);
        }
        return new Findings(unit.counts(), unit.notes());
    }
}
