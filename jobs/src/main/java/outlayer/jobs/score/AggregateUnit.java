package outlayer.jobs.score;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import outlayer.detector.Aggregation;
import outlayer.evaluate.Aggregates;
import outlayer.evaluate.ScoreColumn;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.FlatTable;
import outlayer.jobs.table.Score;
import outlayer.jobs.table.ScoreTable;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;

/**
 * What the layers' scores of one shard become, feature by feature and over ensembles of features.
 *
 * @param readings of the shard, one per feature
 * @param scores of the shard, one file per feature
 * @param calibration the same of all of the group's calibration shards; none where no aggregation needs them
 */
record AggregateUnit(
        Readings.Group group,
        List<Reading> readings,
        List<ScoreFile> scores,
        List<ScoreFile> calibration,
        List<Aggregation> aggregations,
        Map<String, List<String>> ensembles)
        implements Unit {

    private static final int LOGIC = 2;
    private static final String ENSEMBLES = "ensembles";
    private static final Pattern ENSEMBLE = Pattern.compile("([^=,{ ]+)=\\[([^]]*)]");
    private static final String LACKS = "n/a: a layer has no score of the example";

    @Override
    public UnitSpec spec() {
        Shard shard = readings.get(0).shard();
        UnitSpec spec = group.label(UnitSpec.of(ScoreJob.STAGE, LOGIC))
                .label("part", shard.part().key())
                .label("shard", Integer.toString(shard.index()))
                .setting("kind", "aggregates")
                .setting(
                        "aggregations",
                        aggregations.stream().map(Aggregation::key).collect(Collectors.joining(" ")))
                .setting(ENSEMBLES, ensembles.toString());
        List<ScoreFile> inputs =
                Stream.concat(scores.stream(), calibration.stream()).toList();
        for (ScoreFile input : inputs) {
            spec = spec.input(input.key());
        }
        return spec;
    }

    /** The members of each ensemble of such a unit; none of other units. */
    static Map<String, Set<String>> ensembles(UnitSpec unit) {
        Map<String, Set<String>> members = new LinkedHashMap<>();
        Matcher ensemble = ENSEMBLE.matcher(unit.settings().getOrDefault(ENSEMBLES, ""));
        while (ensemble.find()) {
            members.put(ensemble.group(1), Set.of(ensemble.group(2).split(", ")));
        }
        return members;
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        ShardScores layers =
                ShardScores.read(scores.stream().map(ScoreFile::file).toList());
        List<ScoreColumn> columns =
                new Aggregates(Calibration.read(calibration), aggregations, ensembles).of(layers.columns());
        try (FlatTable.Writer<Score> table = ScoreTable.TABLE.writer(writer.file(ScoreTable.FILE))) {
            columns.forEach(column -> ShardScores.write(table, layers.ids(), column, example -> LACKS));
        }
        return Findings.count("rows", (long) layers.ids().size() * columns.size())
                .and(Findings.EXAMPLES, layers.ids().size());
    }
}
