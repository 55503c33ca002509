package outlayer.jobs.extract;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.table.PredictionTable;
import outlayer.jobs.table.VectorTable;

/**
 * The vectors of one feature of one shard, as a unit that may have yet to be computed will publish them.
 *
 * @param spec of that unit
 * @param file its table of the feature
 * @param layers of the vectors
 * @param answers the unit that has the shard's table of predictions; null where the model was not asked
 */
public record PlannedReading(
        Readings.Group group,
        Shard shard,
        String feature,
        UnitSpec spec,
        String file,
        List<Integer> layers,
        @Nullable UnitSpec answers)
        implements Serializable {

    /** Of a shard that is visited once more. */
    public static PlannedReading of(Visit visit, String feature, UnitSpec spec, List<Integer> layers) {
        return new PlannedReading(
                visit.group(),
                visit.shard(),
                feature,
                spec,
                VectorTable.fileName(feature),
                layers,
                visit.answered() ? visit.spec() : null);
    }

    /** The table, which must be published. */
    public RunFile vectors(RunDirectory run) {
        return run.file(run.require(spec), file);
    }

    /** Whether it is of the same rows. */
    public boolean isOfSameShard(PlannedReading other) {
        return group.equals(other.group) && shard.part() == other.shard.part() && shard.index() == other.shard.index();
    }

    /** The same shard with the vectors that another unit makes. */
    public PlannedReading with(String otherFeature, UnitSpec other, String otherFile, List<Integer> otherLayers) {
        return new PlannedReading(group, shard, otherFeature, other, otherFile, otherLayers, answers);
    }

    /** Those readings by group, shards in order; every unit must be published. */
    public static Map<Readings.Group, List<Reading>> published(RunDirectory run, List<PlannedReading> planned) {
        List<UnitSpec> specs = new ArrayList<>();
        for (PlannedReading reading : planned) {
            specs.add(reading.spec);
            if (reading.answers != null) {
                specs.add(reading.answers);
            }
        }
        Map<String, Manifest> there = run.published(specs);
        Map<Readings.Group, List<Reading>> groups = new LinkedHashMap<>();
        for (PlannedReading reading : planned) {
            groups.computeIfAbsent(reading.group, group -> new ArrayList<>()).add(reading.reading(run, there));
        }
        return groups;
    }

    private Reading reading(RunDirectory run, Map<String, Manifest> there) {
        Manifest manifest = manifest(run, there, spec);
        return new Reading(
                group.model(),
                group.variant(),
                shard,
                feature,
                manifest.key(),
                layers,
                answers == null ? null : run.file(manifest(run, there, answers), PredictionTable.FILE),
                run.file(manifest, file));
    }

    private static Manifest manifest(RunDirectory run, Map<String, Manifest> there, UnitSpec spec) {
        Manifest found = there.get(spec.key());
        return found == null ? run.require(spec) : found;
    }
}
