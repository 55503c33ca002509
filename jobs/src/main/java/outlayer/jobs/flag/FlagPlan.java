package outlayer.jobs.flag;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import outlayer.detector.Mode;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.features.FeatureReadings;
import outlayer.jobs.fit.FeatureFits;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.score.Calibration;
import outlayer.jobs.score.Scored;
import outlayer.jobs.score.VectorFits;
import outlayer.jobs.settings.DetectorOptions;
import outlayer.jobs.settings.Experiment;
import outlayer.quirky.Part;

/**
 * What is flagged: the parts test and untrusted, as far as they are extracted; and what is looked at for drift: the part untrusted.
 *
 * @param remarks what calibration cannot do, and what is left out
 */
record FlagPlan(List<FlagUnit> flags, List<DriftUnit> drift, List<String> remarks) {

    private static final List<Part> FLAGGED = List.of(Part.TEST, Part.UNTRUSTED);

    /** Of everything that is scored, all of which must be published. */
    static FlagPlan of(RunDirectory run, Experiment experiment) throws IOException {
        Map<Readings.Group, Calibration> calibration = Calibration.of(run, experiment);
        List<FlagUnit> flags = new ArrayList<>();
        Set<String> remarks = new LinkedHashSet<>();
        for (Part part : FLAGGED) {
            Set<String> sawIt = experiment.score().fits() == null ? sawIt(experiment.detectors(), part) : Set.of();
            Scored.of(run, experiment, part).forEach((group, shards) -> {
                Calibration normal = calibration.get(group);
                if (normal == null) {
                    remarks.add("Dataset " + group.dataset() + " has no part calibration: nothing of it is flagged");
                } else {
                    flags.add(new FlagUnit(
                            group,
                            part,
                            normal,
                            shards,
                            experiment.flag(),
                            experiment.detectors().ensembles(),
                            sawIt));
                }
            });
        }
        for (FlagUnit unit : flags) {
            int n = Math.toIntExact(unit.calibration().examples());
            experiment
                    .flag()
                    .rule()
                    .shortage(n, unit.examples())
                    .ifPresent(words -> remarks.add(unit.rows() + ": " + words));
        }
        return new FlagPlan(flags, drift(run, experiment, flags), List.copyOf(remarks));
    }

    /** Modes of detectors that were fitted to that part. */
    private static Set<String> sawIt(DetectorOptions options, Part part) {
        Set<String> modes = new HashSet<>();
        if (options.unlabelled() == part) {
            modes.add(Mode.OFFLINE.key());
        }
        if (options.labelled() == part) {
            modes.add(Mode.CEILING.key());
        }
        return modes;
    }

    private static List<DriftUnit> drift(RunDirectory run, Experiment experiment, List<FlagUnit> flags)
            throws IOException {
        List<FlagUnit> traffic =
                flags.stream().filter(unit -> unit.part() == Part.UNTRUSTED).toList();
        List<DriftUnit> units = new ArrayList<>();
        if (!traffic.isEmpty()) {
            Map<Readings.Group, List<FeatureFits>> fits =
                    VectorFits.of(run, FeatureReadings.of(run, experiment), experiment);
            for (FlagUnit unit : traffic) {
                for (FeatureFits feature : fits.getOrDefault(unit.group(), List.of())) {
                    units.add(
                            new DriftUnit(unit.rows(), feature, unit.calibration(), unit.shards(), experiment.flag()));
                }
            }
        }
        return units;
    }
}
