package outlayer.jobs.score;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.fit.Fits;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.statistics.LayerGaussian;
import outlayer.jobs.table.ScoreTable;
import outlayer.quirky.Part;

/** One shard with its scores, for the stage that follows. */
public record Scored(Reading reading, String key, RunFile scores) implements Serializable {

    static List<ScoreUnit> units(RunDirectory run, Experiment experiment) throws IOException {
        Map<Readings.Group, List<LayerGaussian>> fits = Fits.of(run, experiment);
        List<ScoreUnit> units = new ArrayList<>();
        Readings.of(run, experiment, Part.TEST)
                .forEach((group, readings) -> readings.forEach(reading -> units.add(new ScoreUnit(
                        group,
                        reading,
                        Objects.requireNonNull(fits.get(group), () -> group + " has no fits"),
                        experiment.detectors()))));
        return units;
    }

    /** The scored shards of each group, in their order; every unit must be published. */
    public static Map<Readings.Group, List<Scored>> of(RunDirectory run, Experiment experiment) throws IOException {
        Map<Readings.Group, List<Scored>> groups = new LinkedHashMap<>();
        List<ScoreUnit> units = units(run, experiment);
        Map<String, Manifest> published =
                run.published(units.stream().map(ScoreUnit::spec).toList());
        for (ScoreUnit unit : units) {
            UnitSpec spec = unit.spec();
            Manifest found = published.get(spec.key());
            Manifest manifest = found == null ? run.require(spec) : found;
            groups.computeIfAbsent(unit.group(), group -> new ArrayList<>())
                    .add(new Scored(unit.reading(), manifest.key(), run.file(manifest, ScoreTable.FILE)));
        }
        return groups;
    }
}
