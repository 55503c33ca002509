package outlayer.jobs.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import outlayer.feature.Feature;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.Keep;
import outlayer.jobs.settings.SettingsException;
import outlayer.jobs.table.VectorTable;
import outlayer.lm.Positions;

/** What the stage gives to those that follow, planned once; its units may be there or not. The datasets must be. */
public final class Extracted {

    private final Experiment experiment;
    private final ExtractPlan plan;

    private Extracted(Experiment experiment, ExtractPlan plan) {
        this.experiment = experiment;
        this.plan = plan;
    }

    public static Extracted of(RunDirectory run, Experiment experiment) throws IOException {
        return new Extracted(experiment, ExtractPlan.of(run, experiment, PlannedDevice.CPU));
    }

    /** The vectors of a feature that has one for each example, of all parts, variants and models. */
    public List<PlannedReading> readings(String feature) {
        requireVectors(feature);
        List<PlannedReading> readings = new ArrayList<>();
        for (ExtractUnit unit : plan.units()) {
            readings.add(reading(unit, named(feature, unit.features())));
        }
        return readings;
    }

    /** What the flows are trained on, with one row for each prompt or for each of its tokens. */
    public List<PlannedReading> flowData() {
        return plan.ofFlows().stream()
                .map(unit -> reading(unit, unit.features().get(0)))
                .toList();
    }

    /** Every shard with the variant of a model that reads it. */
    public List<Visit> visits() {
        requireVectors("those");
        return plan.units().stream()
                .map(unit -> new Visit(
                        unit.group(),
                        unit.first(),
                        unit.source(),
                        Objects.requireNonNull(plan.models().get(unit.source().baseFingerprint())),
                        unit.device(),
                        unit.spec(),
                        unit.options().logOdds()))
                .toList();
    }

    private static PlannedReading reading(ExtractUnit unit, Feature feature) {
        UnitSpec spec = unit.spec();
        return new PlannedReading(
                unit.group(),
                unit.first(),
                feature.name(),
                spec,
                VectorTable.fileName(feature.name()),
                feature.layers(),
                unit.options().logOdds() ? spec : null);
    }

    private void requireVectors(String feature) {
        if (experiment.extract().keep() != Keep.VECTORS) {
            throw new SettingsException(
                    "extract.keep = " + experiment.extract().keep().key() + " keeps no vectors of " + feature
                            + "; set extract.keep = vectors and run the stage 'extract' again");
        }
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
