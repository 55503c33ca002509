package outlayer.jobs.statistics;

import java.util.List;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.GaussianFile;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;
import outlayer.stats.Gaussian;
import outlayer.stats.MomentsAccumulator;

/**
 * Mean and spectrum of one layer's trusted vectors. One task reads all shards of that layer in their order, or merges
 * the moments of their portions in order, so the result does not depend on scheduling.
 *
 * @param portions of this layer; one alone is read by this task itself
 * @param cutoff eigenpairs above this share of the largest eigenvalue are kept
 */
public record GaussianUnit(Readings.Group group, String feature, int layer, List<MomentsUnit> portions, double cutoff)
        implements Unit {

    private static final int LOGIC = 2;

    @Override
    public UnitSpec spec() {
        UnitSpec spec = group.label(UnitSpec.of(Gaussians.STAGE, LOGIC))
                .label("feature", feature)
                .label("layer", Integer.toString(layer))
                .setting("kind", "gaussian")
                .setting("cutoff", Double.toString(cutoff));
        List<String> inputs = merges()
                ? portions.stream().map(portion -> portion.spec().key()).toList()
                : readings().stream().map(Reading::key).toList();
        for (String input : inputs) {
            spec = spec.input(input);
        }
        return spec;
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        Gaussian gaussian = gaussian(run);
        GaussianFile.write(writer.file(GaussianFile.fileName(layer)), gaussian);
        return Findings.count("rows", gaussian.n())
                .and("rank", gaussian.spectrum().values().length);
    }

    /** Whether it needs its portions published first. */
    boolean merges() {
        return portions.size() > 1;
    }

    private List<Reading> readings() {
        return portions.get(0).readings();
    }

    private Gaussian gaussian(RunDirectory run) {
        if (merges()) {
            return Gaussian.of(MomentsUnit.merged(run, portions), cutoff);
        }
        try (MomentsAccumulator rows = LayerRows.accumulate(readings(), layer)) {
            return rows.gaussian(cutoff);
        }
    }
}
