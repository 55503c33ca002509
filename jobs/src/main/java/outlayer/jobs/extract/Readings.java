package outlayer.jobs.extract;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.feature.Feature;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.Keep;
import outlayer.jobs.settings.SettingsException;
import outlayer.lm.Positions;
import outlayer.quirky.Part;

/** The results of the stage for those that follow. */
public final class Readings {

    /** All shards of one model, dataset and variant that belong to one part. */
    public record Group(String model, String dataset, String variant) implements Serializable {

        /** Labels of everything that belongs to this group. */
        public UnitSpec label(UnitSpec spec) {
            return spec.label("model", model).label("dataset", dataset).label("variant", variant);
        }
    }

    private Readings() {}

    /** The published readings of the activations of one part by group, shards in order; every unit must be published. */
    public static Map<Group, List<Reading>> of(RunDirectory run, Experiment experiment, Part part) throws IOException {
        return of(run, experiment, part, Reading.ACTIVATIONS);
    }

    /** The same of any feature that has one vector per example. */
    public static Map<Group, List<Reading>> of(RunDirectory run, Experiment experiment, Part part, String feature)
            throws IOException {
        if (experiment.extract().keep() != Keep.VECTORS) {
            throw new SettingsException(
                    "extract.keep = " + experiment.extract().keep().key() + " keeps no vectors of " + feature
                            + "; set extract.keep = vectors and run the stage 'extract' again");
        }
        List<ExtractUnit> units = ExtractPlan.of(run, experiment, PlannedDevice.CPU).units().stream()
                .filter(unit -> unit.first().part() == part)
                .toList();
        Map<String, Manifest> published =
                run.published(units.stream().map(ExtractUnit::spec).toList());
        Map<Group, List<Reading>> groups = new LinkedHashMap<>();
        for (ExtractUnit unit : units) {
            UnitSpec spec = unit.spec();
            Manifest manifest = published.get(spec.key());
            groups.computeIfAbsent(
                            new Group(unit.model(), unit.first().dataset(), unit.variant()), group -> new ArrayList<>())
                    .add(Reading.of(
                            run,
                            unit,
                            named(feature, unit.features()),
                            manifest == null ? run.require(spec) : manifest));
        }
        return groups;
    }

    private static Feature named(String name, List<Feature> features) {
        Feature feature = features.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SettingsException("extract.features has no " + name + ", only "
                        + features.stream().map(Feature::name).toList()
                        + "; add it and run the stage 'extract' again"));
        if (feature.positions() != Positions.LAST) {
            throw new SettingsException("extract.features." + name
                    + " has a vector for every token (positions = all), expected one for each example (positions = last);"
                    + " fits and scores cannot take it");
        }
        return feature;
    }
}
