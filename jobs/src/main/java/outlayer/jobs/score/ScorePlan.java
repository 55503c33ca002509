package outlayer.jobs.score;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import outlayer.jobs.earlier.EarlierRun;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.features.FeatureReadings;
import outlayer.jobs.fit.FeatureFits;
import outlayer.jobs.fit.FitJob;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.Pin;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.settings.DetectorOptions;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.table.ScoreTable;
import outlayer.jobs.work.Unit;
import outlayer.quirky.Part;

/**
 * What is scored: each feature of each shard by itself, then what its layers become.
 *
 * @param parts units of features by part and group, then shard by shard
 * @param fits that score them
 * @param earlier calibration scores of the run whose fits these are; empty where the fits are this run's
 * @param remarks on groups that have nothing to score
 */
record ScorePlan(
        Map<Part, Map<Readings.Group, List<List<ScoreUnit>>>> parts,
        Map<Readings.Group, List<FeatureFits>> fits,
        Map<Readings.Group, Calibration> earlier,
        DetectorOptions options,
        List<String> remarks) {

    /** What no fit has seen, or no online one; in this order. */
    static final List<Part> SCORED = List.of(Part.TEST, Part.CALIBRATION, Part.UNTRUSTED);

    /** Of everything that was fitted, all of which must be published. */
    static ScorePlan of(RunDirectory run, Experiment experiment) throws IOException {
        FeatureReadings vectors = FeatureReadings.of(run, experiment);
        Map<Readings.Group, List<FeatureFits>> fits = VectorFits.of(run, vectors, experiment);
        Map<Part, Map<Readings.Group, List<List<ScoreUnit>>>> parts = new EnumMap<>(Part.class);
        for (Part part : SCORED) {
            if (experiment.extract().parts().contains(part)) {
                parts.put(part, units(vectors, experiment, part, fits));
            }
        }
        return new ScorePlan(
                parts,
                fits,
                Calibration.earlier(run, experiment),
                experiment.detectors(),
                remarks(fits.keySet(), parts));
    }

    private static List<String> remarks(
            Set<Readings.Group> fitted, Map<Part, Map<Readings.Group, List<List<ScoreUnit>>>> parts) {
        Set<String> remarks = new LinkedHashSet<>();
        if (!parts.containsKey(Part.TEST)) {
            return List.of();
        }
        for (Readings.Group group : fitted) {
            if (!parts.getOrDefault(Part.TEST, Map.of()).containsKey(group)) {
                boolean scored = parts.values().stream().anyMatch(groups -> groups.containsKey(group));
                remarks.add("Dataset " + group.dataset() + " has no part test with labels: it is "
                        + (scored ? "scored, but not judged" : "fitted, but neither scored nor judged"));
            }
        }
        return List.copyOf(remarks);
    }

    /** Holds the fits of an earlier run there, for as long as what they score is here. */
    void pin(RunDirectory run, Experiment experiment) {
        EarlierRun.of(experiment, run.configuration()).ifPresent(there -> {
            List<ScoreUnit> units = layers();
            Set<String> used = new TreeSet<>();
            units.forEach(unit -> unit.fits().fits().forEach(fit -> used.add(fit.key())));
            Set<String> normal = new TreeSet<>();
            earlier.values().forEach(group -> group.files().forEach(file -> normal.add(file.key())));
            if (!units.isEmpty()) {
                Map<String, List<String>> held = new TreeMap<>(Map.of(FitJob.STAGE, List.copyOf(used)));
                if (!normal.isEmpty()) {
                    held.put(ScoreJob.STAGE, List.copyOf(normal));
                }
                List<String> scores =
                        units.stream().map(unit -> unit.spec().key()).toList();
                there.directory().pins().put(Pin.by(run, held, Map.of(ScoreJob.STAGE, scores)));
            }
        });
    }

    List<ScoreUnit> layers() {
        List<ScoreUnit> all = new ArrayList<>();
        for (Part part : SCORED) {
            of(part).values().forEach(shards -> shards.forEach(all::addAll));
        }
        return all;
    }

    /** By part and group, shard by shard; all units of layers must be published. */
    Map<Part, Map<Readings.Group, List<AggregateUnit>>> aggregates(RunDirectory run) {
        Map<String, Manifest> published =
                run.published(layers().stream().map(ScoreUnit::spec).toList());
        Map<Part, Map<Readings.Group, List<AggregateUnit>>> all = new EnumMap<>(Part.class);
        parts.forEach((part, groups) -> {
            Map<Readings.Group, List<AggregateUnit>> aggregates = new LinkedHashMap<>();
            groups.forEach((group, shards) -> {
                List<ScoreFile> normal = options.calibrated() ? calibration(run, group, published) : List.of();
                aggregates.put(
                        group,
                        shards.stream()
                                .map(features -> aggregate(run, group, features, normal, published))
                                .toList());
            });
            all.put(part, aggregates);
        });
        return all;
    }

    private AggregateUnit aggregate(
            RunDirectory run,
            Readings.Group group,
            List<ScoreUnit> features,
            List<ScoreFile> normal,
            Map<String, Manifest> published) {
        return new AggregateUnit(
                group,
                features.stream().map(ScoreUnit::reading).toList(),
                files(run, features, published),
                normal,
                options.aggregations(),
                options.ensembles());
    }

    /** Where scores of layers of normal examples lie. */
    private List<ScoreFile> calibration(RunDirectory run, Readings.Group group, Map<String, Manifest> published) {
        Calibration there = earlier.get(group);
        return there != null
                ? there.files()
                : of(Part.CALIBRATION).getOrDefault(group, List.of()).stream()
                        .flatMap(features -> files(run, features, published).stream())
                        .toList();
    }

    private Map<Readings.Group, List<List<ScoreUnit>>> of(Part part) {
        return parts.getOrDefault(part, Map.of());
    }

    /** Where the tables of these units lie. */
    static List<ScoreFile> files(RunDirectory run, List<? extends Unit> units, Map<String, Manifest> published) {
        return units.stream()
                .map(unit -> {
                    UnitSpec spec = unit.spec();
                    Manifest found = published.get(spec.key());
                    Manifest manifest = found == null ? run.require(spec) : found;
                    return new ScoreFile(manifest.key(), run.file(manifest, ScoreTable.FILE));
                })
                .toList();
    }

    private static Map<Readings.Group, List<List<ScoreUnit>>> units(
            FeatureReadings vectors, Experiment experiment, Part part, Map<Readings.Group, List<FeatureFits>> fits) {
        Map<String, Map<Readings.Group, List<Reading>>> readings = new LinkedHashMap<>();
        for (String feature : experiment.features()) {
            if (!experiment.detectors().on(feature).isEmpty()) {
                readings.put(feature, vectors.published(part, feature));
            }
        }
        Map<Readings.Group, List<List<ScoreUnit>>> units = new LinkedHashMap<>();
        fits.forEach((group, features) -> {
            Map<Integer, List<ScoreUnit>> shards = new TreeMap<>();
            for (FeatureFits feature : features) {
                Map<Readings.Group, List<Reading>> ofFeature = readings.getOrDefault(feature.feature(), Map.of());
                for (Reading reading : ofFeature.getOrDefault(group, List.of())) {
                    shards.computeIfAbsent(reading.shard().index(), index -> new ArrayList<>())
                            .add(new ScoreUnit(
                                    reading, feature, experiment.detectors().arithmetic()));
                }
            }
            if (!shards.isEmpty()) {
                units.put(group, List.copyOf(shards.values()));
            }
        });
        return units;
    }
}
