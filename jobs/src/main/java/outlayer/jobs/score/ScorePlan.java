package outlayer.jobs.score;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.features.FeatureReadings;
import outlayer.jobs.fit.FeatureFits;
import outlayer.jobs.fit.Fits;
import outlayer.jobs.run.Manifest;
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
 * @param test units of features by group, then shard by shard
 * @param calibration the same of the part calibration; empty where no aggregation needs it
 * @param remarks on groups that have nothing to score
 */
record ScorePlan(
        Map<Readings.Group, List<List<ScoreUnit>>> test,
        Map<Readings.Group, List<List<ScoreUnit>>> calibration,
        DetectorOptions options,
        List<String> remarks) {

    /** Of everything that was fitted, all of which must be published. */
    static ScorePlan of(RunDirectory run, Experiment experiment) throws IOException {
        FeatureReadings vectors = FeatureReadings.of(run, experiment);
        Map<Readings.Group, List<FeatureFits>> fits = Fits.of(run, vectors, experiment);
        DetectorOptions options = experiment.detectors();
        Map<Readings.Group, List<List<ScoreUnit>>> test = units(vectors, experiment, Part.TEST, fits);
        return new ScorePlan(
                test,
                options.calibrated() ? units(vectors, experiment, Part.CALIBRATION, fits) : Map.of(),
                options,
                fits.keySet().stream()
                        .filter(group -> !test.containsKey(group))
                        .map(group -> "Dataset " + group.dataset()
                                + " has no part test with labels: it is fitted, but neither scored nor judged")
                        .distinct()
                        .toList());
    }

    List<ScoreUnit> layers() {
        List<ScoreUnit> all = new ArrayList<>();
        test.values().forEach(shards -> shards.forEach(all::addAll));
        calibration.values().forEach(shards -> shards.forEach(all::addAll));
        return all;
    }

    /** By group, shard by shard; all units of layers must be published. */
    Map<Readings.Group, List<AggregateUnit>> aggregates(RunDirectory run) {
        Map<String, Manifest> published =
                run.published(layers().stream().map(ScoreUnit::spec).toList());
        Map<Readings.Group, List<AggregateUnit>> aggregates = new LinkedHashMap<>();
        test.forEach((group, shards) -> {
            List<ScoreFile> normal = calibration.getOrDefault(group, List.of()).stream()
                    .flatMap(features -> files(run, features, published).stream())
                    .toList();
            aggregates.put(
                    group,
                    shards.stream()
                            .map(features -> new AggregateUnit(
                                    group,
                                    features.stream().map(ScoreUnit::reading).toList(),
                                    files(run, features, published),
                                    normal,
                                    options.aggregations(),
                                    options.ensembles()))
                            .toList());
        });
        return aggregates;
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
