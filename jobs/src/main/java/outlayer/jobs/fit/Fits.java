package outlayer.jobs.fit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.table.GaussianFile;
import outlayer.quirky.Part;

/** What is fitted to what: the plan of the stage, and its results for the stages that follow. */
public final class Fits {

    private Fits() {}

    /** One unit per layer of each group. */
    static Map<Readings.Group, List<GaussianUnit>> plan(RunDirectory run, Experiment experiment) throws IOException {
        Map<Readings.Group, List<GaussianUnit>> plan = new LinkedHashMap<>();
        Readings.of(run, experiment, Part.TRUSTED).forEach((group, readings) -> {
            plan.put(
                    group,
                    MomentsUnit.plan(group, layers(group, readings), readings).stream()
                            .map(portions -> new GaussianUnit(
                                    group,
                                    portions.get(0).layer(),
                                    portions,
                                    experiment.detectors().smallestRcond()))
                            .toList());
        });
        return plan;
    }

    /** The published fits of each group, by layer; every unit must be published. */
    public static Map<Readings.Group, List<Fit>> of(RunDirectory run, Experiment experiment) throws IOException {
        Map<Readings.Group, List<Fit>> fits = new LinkedHashMap<>();
        Map<Readings.Group, List<GaussianUnit>> plan = plan(run, experiment);
        Map<String, Manifest> published = run.published(plan.values().stream()
                .flatMap(List::stream)
                .map(GaussianUnit::spec)
                .toList());
        plan.forEach((group, units) -> {
            List<Fit> layers = new ArrayList<>();
            for (GaussianUnit unit : units) {
                UnitSpec spec = unit.spec();
                Manifest found = published.get(spec.key());
                Manifest manifest = found == null ? run.require(spec) : found;
                layers.add(
                        new Fit(unit.layer(), manifest.key(), run.file(manifest, GaussianFile.fileName(unit.layer()))));
            }
            fits.put(group, layers);
        });
        return fits;
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
