package outlayer.jobs.flag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.ScoreColumn;
import outlayer.evaluate.ScoreKey;
import outlayer.flag.FlagGroup;
import outlayer.flag.FlagRateRow;
import outlayer.flag.FlagRow;
import outlayer.flag.Flagging;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.score.Calibration;
import outlayer.jobs.score.ScoreFile;
import outlayer.jobs.score.Scored;
import outlayer.jobs.score.ShardScores;
import outlayer.jobs.settings.FlagOptions;
import outlayer.jobs.table.FlatTable;
import outlayer.jobs.table.RecordTable;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

/**
 * The flags of one part of one model, dataset and variant. Memory is a number for each example and flagging score, and one shard.
 *
 * @param calibration scores of normal examples that no fit saw
 * @param shards of the part, with all their scores
 * @param sawIt modes whose detectors were fitted to this very part, and cannot flag it
 */
record FlagUnit(
        Readings.Group group,
        Part part,
        Calibration calibration,
        List<Scored> shards,
        FlagOptions options,
        Map<String, List<String>> ensembles,
        Set<String> sawIt)
        implements Unit {

    private static final int LOGIC = 2;

    @Override
    public UnitSpec spec() {
        UnitSpec spec = group.label(UnitSpec.of(FlagJob.STAGE, LOGIC))
                .label("part", part.key())
                .setting("kind", "flags")
                .setting("rule", options.rule().key() + " " + options.rule().share())
                .setting("features", String.valueOf(options.features()))
                .setting("detectors", String.valueOf(options.detectors()))
                .setting("aggregation", options.aggregation().key())
                .setting("left-out", new TreeSet<>(sawIt).toString());
        for (ScoreFile file : calibration.files()) {
            spec = spec.input(file.key());
        }
        for (Scored shard : shards) {
            spec = spec.input(shard.readings().get(0).shard().fingerprint());
            for (ScoreFile file : shard.scores()) {
                spec = spec.input(file.key());
            }
        }
        return spec;
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        Map<ScoreKey, double[]> normal = calibration.scores();
        Map<ScoreKey, double[]> tested = TestedScores.read(
                        shards, key -> options.flagsBy(key) && !sawIt.contains(key.mode()))
                .byKey();
        Map<ScoreKey, Flagging> flags = new LinkedHashMap<>();
        tested.forEach((key, scores) -> {
            double[] by = normal.get(key);
            if (by != null && by.length > 0) {
                flags.put(key, Flagging.of(options.rule(), by, scores));
            }
        });
        writeRates(writer, flags);
        return writeFlags(writer, flags, new DriverLayers(normal, ensembles));
    }

    private void writeRates(UnitWriter writer, Map<ScoreKey, Flagging> flags) {
        boolean @Nullable [] anomalous = anomalous();
        List<FlagRateRow> rates = new ArrayList<>();
        flags.forEach((key, flagging) -> rates.add(FlagRateRow.of(rows(), key, flagging, anomalous)));
        RecordTable.FLAG_RATES.write(writer.file(RecordTable.fileName(RecordTable.FLAG_RATES)), rates);
    }

    private Findings writeFlags(UnitWriter writer, Map<ScoreKey, Flagging> flags, DriverLayers drivers) {
        long flagged = 0;
        int start = 0;
        try (FlatTable.Writer<FlagRow> table =
                RecordTable.FLAGS.writer(writer.file(RecordTable.fileName(RecordTable.FLAGS)))) {
            for (Scored shard : shards) {
                ShardScores scores = TestedScores.read(shard);
                for (ScoreColumn column : scores.columns()) {
                    Flagging flagging = flags.get(column.key());
                    double[] values = column.scores();
                    for (int i = 0; flagging != null && values != null && i < values.length; i++) {
                        if (flagging.isTested(start + i)) {
                            boolean driven = flagging.isFlagged(start + i);
                            flagged += driven ? 1 : 0;
                            table.add(FlagRow.of(
                                    rows(),
                                    scores.ids().get(i),
                                    column.key(),
                                    values[i],
                                    flagging,
                                    start + i,
                                    driven ? drivers.of(column.key(), scores.columns(), i) : List.of()));
                        }
                    }
                }
                start += scores.ids().size();
            }
        }
        return Findings.count("flagged", flagged).and(Findings.EXAMPLES, start);
    }

    long examples() {
        return shards.stream().mapToLong(Scored::examples).sum();
    }

    /** How the rows of the tables name it. */
    FlagGroup rows() {
        return new FlagGroup(group.model(), group.dataset(), group.variant(), part.key());
    }

    /** Of every example whether it is; null where the part has no labels. */
    private boolean @Nullable [] anomalous() {
        boolean[] anomalous = new boolean[Math.toIntExact(examples())];
        int next = 0;
        for (Scored shard : shards) {
            Reading reading = shard.readings().get(0);
            for (Example example : reading.shard().examples()) {
                if (!example.labelled()) {
                    return null;
                }
                anomalous[next++] = example.anomalous();
            }
        }
        return anomalous;
    }
}
