package outlayer.jobs.fit;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.statistics.GaussianUnit;
import outlayer.jobs.statistics.Gaussians;
import outlayer.jobs.statistics.LayerGaussian;
import outlayer.quirky.Part;

/** What is fitted to what: the plan of the stage, and its results for the stages that follow. */
public final class Fits {

    private Fits() {}

    /** One unit per layer of each group. */
    static Map<Readings.Group, List<GaussianUnit>> plan(RunDirectory run, Experiment experiment) throws IOException {
        Map<Readings.Group, List<GaussianUnit>> plan = new LinkedHashMap<>();
        Readings.of(run, experiment, Part.TRUSTED)
                .forEach((group, readings) -> plan.put(
                        group,
                        Gaussians.plan(
                                group,
                                Reading.ACTIVATIONS,
                                readings,
                                experiment.detectors().smallestRcond())));
        return plan;
    }

    /** The published fits of each group, by layer; every unit must be published. */
    public static Map<Readings.Group, List<LayerGaussian>> of(RunDirectory run, Experiment experiment)
            throws IOException {
        Map<Readings.Group, List<LayerGaussian>> fits = new LinkedHashMap<>();
        plan(run, experiment).forEach((group, units) -> fits.put(group, Gaussians.of(run, units)));
        return fits;
    }
}
