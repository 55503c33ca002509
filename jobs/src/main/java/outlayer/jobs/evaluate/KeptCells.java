package outlayer.jobs.evaluate;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.table.RecordTable;
import outlayer.quirky.Example;
import outlayer.report.CellGroup;
import outlayer.report.CellSource;

/** What stands behind the AUCs of an experiment, read from its published units group by group. */
public final class KeptCells implements CellSource {

    private final RunDirectory run;
    private final List<EvaluateUnit> units;

    private KeptCells(RunDirectory run, List<EvaluateUnit> units) {
        this.run = run;
        this.units = units;
    }

    public static KeptCells of(RunDirectory run, Experiment experiment) throws IOException {
        return new KeptCells(run, Judged.units(run, experiment));
    }

    @Override
    public CellGroup read(String model, String dataset, String variant) {
        for (EvaluateUnit unit : units) {
            if (unit.group().model().equals(model)
                    && unit.group().dataset().equals(dataset)
                    && unit.group().variant().equals(variant)) {
                return new CellGroup(
                        Judged.read(run, run.require(unit.spec()), RecordTable.CELLS), prompts(unit.answered()));
            }
        }
        return CellGroup.NONE;
    }

    private static Map<String, String> prompts(List<Reading> answered) {
        Map<String, String> prompts = new HashMap<>();
        for (Reading reading : answered) {
            for (Example example : reading.shard().examples()) {
                prompts.put(example.id(), example.statement());
            }
        }
        return prompts;
    }
}
