package outlayer.jobs.statistics;

import java.util.List;
import java.util.stream.IntStream;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.MomentsFile;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;
import outlayer.stats.Moments;
import outlayer.stats.MomentsAccumulator;

/**
 * Moments of one portion of one layer's trusted vectors, where a group has more rows than one task should read. The
 * scatter never passes through the driver: a task writes it, another merges it.
 *
 * @param portion from 0, in the order of the shards
 */
public record MomentsUnit(Readings.Group group, String feature, int layer, int portion, List<Reading> readings)
        implements Unit {

    private static final int LOGIC = 1;

    @Override
    public UnitSpec spec() {
        UnitSpec spec = group.label(UnitSpec.of(Gaussians.STAGE, LOGIC))
                .label("feature", feature)
                .label("layer", Integer.toString(layer))
                .label("portion", Integer.toString(portion))
                .setting("kind", "moments");
        for (Reading reading : readings) {
            spec = spec.input(reading.key());
        }
        return spec;
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        try (MomentsAccumulator rows = LayerRows.accumulate(readings, layer)) {
            MomentsFile.write(writer.file(MomentsFile.fileName(layer)), rows.moments());
            return Findings.count("rows", rows.n());
        }
    }

    /** The portions of each of the layers: one alone where a task can read the whole group. */
    public static List<List<MomentsUnit>> plan(
            Readings.Group group, String feature, List<Integer> layers, List<Reading> readings) {
        List<List<Reading>> portions = Portions.of(readings);
        return layers.stream()
                .map(layer -> IntStream.range(0, portions.size())
                        .mapToObj(i -> new MomentsUnit(group, feature, layer, i, portions.get(i)))
                        .toList())
                .toList();
    }

    /** The moments of all portions, merged in their order; each must be published. */
    public static Moments merged(RunDirectory run, List<MomentsUnit> portions) {
        Moments merged = portions.get(0).published(run);
        for (MomentsUnit portion : portions.subList(1, portions.size())) {
            merged = merged.merge(portion.published(run));
        }
        return merged;
    }

    private Moments published(RunDirectory run) {
        return MomentsFile.read(run.file(run.require(spec()), MomentsFile.fileName(layer)));
    }
}
