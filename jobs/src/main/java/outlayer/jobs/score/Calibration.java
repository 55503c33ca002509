package outlayer.jobs.score;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import outlayer.evaluate.ScoreColumn;
import outlayer.evaluate.ScoreKey;
import outlayer.jobs.earlier.EarlierRun;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.table.ScoreTable;
import outlayer.jobs.work.Findings;
import outlayer.quirky.Part;

/**
 * The scores of normal examples that no fit saw, of one group.
 *
 * @param files of layers and of aggregates
 * @param examples how many there are
 */
public record Calibration(List<ScoreFile> files, long examples) implements Serializable {

    /** From the shards of the part calibration. */
    static Calibration of(List<Scored> shards) {
        return new Calibration(
                shards.stream().flatMap(shard -> shard.scores().stream()).toList(),
                shards.stream().mapToLong(Scored::examples).sum());
    }

    /** Those of the earlier run whose fits score; empty where they are this run's. */
    static Map<Readings.Group, Calibration> earlier(RunDirectory run, Experiment experiment) {
        Map<Readings.Group, Calibration> groups = new LinkedHashMap<>();
        EarlierRun.of(experiment, run.configuration()).ifPresent(earlier -> {
            for (Manifest unit : earlier.units(ScoreJob.STAGE)) {
                SortedMap<String, String> labels = unit.spec().labels();
                if (Part.CALIBRATION.key().equals(labels.get("part"))) {
                    requireSameEnsembles(unit, experiment.detectors().ensembles(), earlier);
                    ScoreFile file =
                            new ScoreFile(unit.key(), earlier.directory().file(unit, ScoreTable.FILE));
                    groups.merge(
                            Readings.Group.of(unit.spec()),
                            new Calibration(List.of(file), unit.count(Findings.EXAMPLES)),
                            Calibration::and);
                }
            }
        });
        return groups;
    }

    /** Of those that both runs have: scores of one mixture say nothing of another's. */
    private static void requireSameEnsembles(Manifest unit, Map<String, List<String>> ensembles, EarlierRun earlier) {
        AggregateUnit.ensembles(unit.spec()).forEach((name, theirs) -> {
            List<String> mine = ensembles.get(name);
            if (mine != null && !theirs.equals(Set.copyOf(mine))) {
                throw new IllegalArgumentException("detectors.ensembles." + name + " is " + mine + ", but " + earlier
                        + " has calibration scores of " + new TreeSet<>(theirs)
                        + " under that name; give it the same members, or another name");
            }
        });
    }

    private Calibration and(Calibration more) {
        List<ScoreFile> all = new ArrayList<>(files);
        all.addAll(more.files);
        return new Calibration(List.copyOf(all), examples + more.examples);
    }

    /** All scores by key. */
    public Map<ScoreKey, double[]> scores() {
        return read(files);
    }

    /** By key, those of examples without a score left out; a key without scores is left out. */
    static Map<ScoreKey, double[]> read(List<ScoreFile> files) {
        Map<ScoreKey, double[]> all = new LinkedHashMap<>();
        for (ScoreFile one : files) {
            for (ScoreColumn column : ShardScores.read(List.of(one.file())).columns()) {
                double[] scores = column.scores();
                if (scores != null) {
                    double[] present = Arrays.stream(scores)
                            .filter(score -> !Double.isNaN(score))
                            .toArray();
                    all.merge(column.key(), present, Calibration::joined);
                }
            }
        }
        return all;
    }

    private static double[] joined(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
