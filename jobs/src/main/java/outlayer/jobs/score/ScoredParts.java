package outlayer.jobs.score;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.fit.FeatureFits;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.quirky.Part;

/** All that is scored in an experiment, and by which fits; planned once for the stages that follow. */
public final class ScoredParts {

    private final Map<Part, Map<Readings.Group, List<Scored>>> parts;
    private final ScorePlan plan;

    private ScoredParts(Map<Part, Map<Readings.Group, List<Scored>>> parts, ScorePlan plan) {
        this.parts = parts;
        this.plan = plan;
    }

    /** Every unit must be published. */
    public static ScoredParts of(RunDirectory run, Experiment experiment) throws IOException {
        ScorePlan plan = ScorePlan.of(run, experiment);
        Map<Part, Map<Readings.Group, List<AggregateUnit>>> units = plan.aggregates(run);
        Map<String, Manifest> published = run.published(units.values().stream()
                .flatMap(groups -> groups.values().stream())
                .flatMap(List::stream)
                .map(AggregateUnit::spec)
                .toList());
        Map<Part, Map<Readings.Group, List<Scored>>> parts = new EnumMap<>(Part.class);
        units.forEach((part, groups) -> {
            Map<Readings.Group, List<Scored>> scored = new LinkedHashMap<>();
            groups.forEach((group, aggregates) -> scored.put(group, scored(run, aggregates, published)));
            parts.put(part, scored);
        });
        return new ScoredParts(parts, plan);
    }

    private static List<Scored> scored(
            RunDirectory run, List<AggregateUnit> aggregates, Map<String, Manifest> published) {
        List<ScoreFile> together = ScorePlan.files(run, aggregates, published);
        List<Scored> shards = new ArrayList<>();
        for (int i = 0; i < aggregates.size(); i++) {
            AggregateUnit unit = aggregates.get(i);
            List<ScoreFile> scores = new ArrayList<>(unit.scores());
            scores.add(together.get(i));
            shards.add(new Scored(unit.readings(), List.copyOf(scores)));
        }
        return List.copyOf(shards);
    }

    /** The shards of the part test, calibration or untrusted by group, in their order; empty where the part is not extracted. */
    public Map<Readings.Group, List<Scored>> of(Part part) {
        return parts.getOrDefault(part, Map.of());
    }

    /** What is normal for these scores, by group: the calibration part of the run whose fits they are by. */
    public Map<Readings.Group, Calibration> calibration() {
        if (!plan.earlier().isEmpty()) {
            return plan.earlier();
        }
        Map<Readings.Group, Calibration> groups = new LinkedHashMap<>();
        of(Part.CALIBRATION).forEach((group, shards) -> groups.put(group, Calibration.of(shards)));
        return groups;
    }

    /** What scores the vectors of a group, features in their order. */
    public List<FeatureFits> fits(Readings.Group group) {
        return plan.fits().getOrDefault(group, List.of());
    }
}
