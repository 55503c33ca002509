package outlayer.jobs.effects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import outlayer.feature.TrustedHeads;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.statistics.LayerRows;
import outlayer.jobs.table.GaussianFile;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.work.DependentUnit;
import outlayer.jobs.work.Findings;
import outlayer.linalg.Matrix;
import outlayer.stats.Centroid;
import outlayer.stats.Gaussian;
import outlayer.stats.MomentsAccumulator;
import outlayer.stats.Spectrum;

/**
 * Mean and leading components of a group's trusted heads at some layers, and no more of their spectrum: every task that computes effects
 * reads this, and no setting of a detector changes it.
 *
 * @param components how many are kept
 */
record TrustedHeadsUnit(Readings.Group group, List<PlannedReading> trusted, List<Integer> layers, int components)
        implements DependentUnit {

    static final String KIND = "trusted-heads";

    private static final int LOGIC = 1;
    private static final int BLOCK_ROWS = 1024;
    private static final String COUNT = "components";

    /** Components of a smaller share of the largest variance are as good as none. */
    private static final double CUTOFF = 1e-6;

    /** Means of all layers at once, which cost little; components layer by layer. */
    static List<TrustedHeadsUnit> plan(
            Readings.Group group, List<PlannedReading> trusted, List<Integer> means, List<Integer> components) {
        List<TrustedHeadsUnit> units = new ArrayList<>();
        TreeSet<Integer> plain = new TreeSet<>(means);
        for (int layer : new TreeSet<>(components)) {
            plain.remove(layer);
            units.add(new TrustedHeadsUnit(group, trusted, List.of(layer), TrustedHeads.COMPONENTS));
        }
        if (!plain.isEmpty()) {
            units.add(new TrustedHeadsUnit(group, trusted, List.copyOf(plain), 0));
        }
        return List.copyOf(units);
    }

    @Override
    public UnitSpec spec() {
        UnitSpec spec = EffectsJob.spec(LOGIC, group, KIND)
                .label("layer", layers.toString())
                .setting(COUNT, Integer.toString(components));
        for (UnitSpec need : needs()) {
            spec = spec.input(need.key());
        }
        return spec;
    }

    @Override
    public List<UnitSpec> needs() {
        return trusted.stream().map(PlannedReading::spec).toList();
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        List<RunFile> shards =
                trusted.stream().map(reading -> reading.vectors(run)).toList();
        for (int layer : layers) {
            Gaussian heads = components == 0 ? mean(shards, layer) : leading(shards, layer);
            GaussianFile.write(writer.file(GaussianFile.fileName(layer)), heads);
        }
        return Findings.none();
    }

    /** Without any variance: nothing but the mean is asked for. */
    private static Gaussian mean(List<RunFile> shards, int layer) {
        int d = VectorTable.schema(shards.get(0)).dimension(layer);
        Centroid centroid = new Centroid(d);
        for (RunFile shard : shards) {
            try (LayerReader reader = LayerReader.open(shard, layer, BLOCK_ROWS)) {
                for (LayerBlock block = reader.next(); block != null; block = reader.next()) {
                    centroid.add(block.floats());
                }
            }
        }
        Spectrum none = Spectrum.of(1, 0, new double[0], Matrix.zeros(0, d));
        return new Gaussian(centroid.n(), centroid.mean(), new double[d], none);
    }

    private Gaussian leading(List<RunFile> shards, int layer) {
        try (MomentsAccumulator rows = LayerRows.accumulateFiles(shards, layer)) {
            Gaussian all = rows.gaussian(CUTOFF);
            Spectrum spectrum = all.spectrum();
            int d = all.dimension();
            int count = Math.min(components, spectrum.values().length);
            double[] vectors = new double[count * d];
            double[] values = new double[count];
            System.arraycopy(spectrum.vectors().values(), 0, vectors, 0, vectors.length);
            System.arraycopy(spectrum.values(), 0, values, 0, count);
            Spectrum kept =
                    Spectrum.of(spectrum.cutoff(), spectrum.totalVariance(), values, Matrix.of(count, d, vectors));
            return new Gaussian(all.n(), all.mean(), all.variances(), kept);
        }
    }

    /** The layers of such a unit. */
    static List<Integer> layers(UnitSpec unit) {
        String listed = Objects.requireNonNull(unit.labels().get("layer"));
        return Arrays.stream(listed.substring(1, listed.length() - 1).split(", "))
                .map(Integer::valueOf)
                .toList();
    }

    /** Whether such a unit has components, and not only means. */
    static boolean hasComponents(UnitSpec unit) {
        return !"0".equals(unit.settings().get(COUNT));
    }

    /** What some units found, layer by layer; each must be published. */
    static TrustedHeads published(RunDirectory run, List<UnitSpec> units) {
        TrustedHeads heads = TrustedHeads.none();
        for (UnitSpec unit : units) {
            Manifest manifest = run.require(unit);
            for (int layer : layers(unit)) {
                heads = heads.with(layer, GaussianFile.read(run.file(manifest, GaussianFile.fileName(layer))));
            }
        }
        return heads;
    }
}
