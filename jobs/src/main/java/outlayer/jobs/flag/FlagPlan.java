package outlayer.jobs.flag;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import outlayer.detector.Mode;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.score.Calibration;
import outlayer.jobs.score.ScoredParts;
import outlayer.jobs.settings.DetectorOptions;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.FlagOptions;
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
        ScoredParts scored = ScoredParts.of(run, experiment);
        Map<Readings.Group, Calibration> calibration = scored.calibration();
        List<FlagUnit> flags = new ArrayList<>();
        Set<String> remarks = new LinkedHashSet<>();
        for (Part part : FLAGGED) {
            Set<String> sawIt = experiment.score().fits() == null ? sawIt(experiment.detectors(), part) : Set.of();
            scored.of(part).forEach((group, shards) -> {
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
        remarks.addAll(shortages(flags));
        return new FlagPlan(flags, drift(scored, experiment.flag(), flags), List.copyOf(remarks));
    }

    /** Each shortage once, with those that it is about. */
    private static List<String> shortages(List<FlagUnit> flags) {
        Map<String, List<FlagUnit>> same = new LinkedHashMap<>();
        for (FlagUnit unit : flags) {
            int n = Math.toIntExact(unit.calibration().examples());
            unit.options()
                    .rule()
                    .shortage(n, unit.examples())
                    .ifPresent(words -> same.computeIfAbsent(words, absent -> new ArrayList<>())
                            .add(unit));
        }
        List<String> remarks = new ArrayList<>();
        same.forEach((words, units) -> remarks.add(units.get(0).rows()
                + (units.size() == 1 ? "" : " and " + (units.size() - 1) + " more like it") + ": " + words));
        return remarks;
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

    private static List<DriftUnit> drift(ScoredParts scored, FlagOptions options, List<FlagUnit> flags) {
        List<DriftUnit> units = new ArrayList<>();
        for (FlagUnit unit : flags) {
            if (unit.part() == Part.UNTRUSTED) {
                scored.fits(unit.group()).stream()
                        .filter(feature -> !feature.fits().isEmpty())
                        .forEach(feature -> units.add(
                                new DriftUnit(unit.rows(), feature, unit.calibration(), unit.shards(), options)));
            }
        }
        return units;
    }
}
