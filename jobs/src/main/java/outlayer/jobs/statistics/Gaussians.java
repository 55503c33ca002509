package outlayer.jobs.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.table.GaussianFile;
import outlayer.jobs.work.StageResult;
import outlayer.jobs.work.UnitRunner;

/** The Gaussians of a feature's layers: their plan, their computation, and where they lie. */
public final class Gaussians {

    /** The stage that these units belong to, whoever plans them. */
    public static final String STAGE = "fit";

    private Gaussians() {}

    /**
     * One unit per layer.
     *
     * @param trusted the readings of that feature, shards in order
     * @param cutoff eigenpairs above this share of the largest eigenvalue are kept
     */
    public static List<GaussianUnit> plan(Readings.Group group, String feature, List<Reading> trusted, double cutoff) {
        return MomentsUnit.plan(group, feature, layers(group, trusted), trusted).stream()
                .map(portions ->
                        new GaussianUnit(group, feature, portions.get(0).layer(), portions, cutoff))
                .toList();
    }

    /** Computes those that are missing; where a group has many rows, first the moments of its portions. */
    public static StageResult run(SparkSession spark, RunDirectory run, List<GaussianUnit> units) {
        List<MomentsUnit> missing = missingPortions(run, units);
        if (missing.isEmpty()) {
            return UnitRunner.run(spark, run, STAGE, units);
        }
        StageResult partials = UnitRunner.run(spark, run, STAGE, missing);
        StageResult fits = UnitRunner.run(spark, run, STAGE, units);
        // Partials are scaffolding: a finished run does not keep them from being collected.
        return new StageResult(
                STAGE, fits.manifests(), fits.computed(), fits.reused(), partials.seconds() + fits.seconds());
    }

    /** Where they lie, in the order of the units; each must be published. */
    public static List<LayerGaussian> of(RunDirectory run, List<GaussianUnit> units) {
        Map<String, Manifest> published =
                run.published(units.stream().map(GaussianUnit::spec).toList());
        List<LayerGaussian> layers = new ArrayList<>();
        for (GaussianUnit unit : units) {
            UnitSpec spec = unit.spec();
            Manifest found = published.get(spec.key());
            Manifest manifest = found == null ? run.require(spec) : found;
            layers.add(new LayerGaussian(
                    unit.layer(), manifest.key(), run.file(manifest, GaussianFile.fileName(unit.layer()))));
        }
        return layers;
    }

    private static List<MomentsUnit> missingPortions(RunDirectory run, List<GaussianUnit> units) {
        List<GaussianUnit> inPortions =
                units.stream().filter(GaussianUnit::merges).toList();
        Set<String> there = run.published(
                        inPortions.stream().map(GaussianUnit::spec).toList())
                .keySet();
        return inPortions.stream()
                .filter(unit -> !there.contains(unit.spec().key()))
                .flatMap(unit -> unit.portions().stream())
                .toList();
    }

    private static List<Integer> layers(Readings.Group group, List<Reading> readings) {
        List<List<Integer>> found =
                readings.stream().map(Reading::layers).distinct().toList();
        if (found.size() != 1) {
            throw new IllegalStateException(
                    group + ": trusted shards have the layers " + found + ", expected the same");
        }
        return found.get(0);
    }
}
