package outlayer.jobs.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import outlayer.evaluate.ResultKey;
import outlayer.evaluate.TestExample;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.table.Prediction;
import outlayer.jobs.table.PredictionTable;
import outlayer.quirky.Example;

/**
 * The test examples of one group that the model could read, in the order of shards and rows.
 *
 * @param position row of each example's id
 * @param quarantined how many the model could not read
 */
record TestPart(List<TestExample> examples, Map<String, Integer> position, long quarantined) {

    static TestPart read(List<Reading> shards) {
        List<TestExample> examples = new ArrayList<>();
        Map<String, Integer> position = new HashMap<>();
        long quarantined = 0;
        for (Reading shard : shards) {
            List<Example> rows = shard.shard().examples();
            List<Prediction> predictions = PredictionTable.TABLE.read(shard.predictions());
            requireSameRows(shard, rows, predictions);
            for (int i = 0; i < rows.size(); i++) {
                Double logOdds = predictions.get(i).logOdds();
                if (logOdds == null) {
                    quarantined++;
                    continue;
                }
                position.put(rows.get(i).id(), examples.size());
                examples.add(testExample(rows.get(i), logOdds));
            }
        }
        return new TestPart(examples, position, quarantined);
    }

    /** Ids of the examples, in their order. */
    List<String> ids() {
        String[] ids = new String[examples.size()];
        position.forEach((id, row) -> ids[row] = id);
        return List.of(ids);
    }

    List<String> notes(ResultKey group) {
        return quarantined == 0
                ? List.of()
                : List.of(group + ": " + quarantined + " test examples are in quarantine and were not judged");
    }

    private static TestExample testExample(Example example, double logOdds) {
        return new TestExample(
                example.question(),
                example.name(),
                example.anomalous(),
                example.aliceLabel(),
                example.bobLabel(),
                logOdds);
    }

    private static void requireSameRows(Reading shard, List<Example> rows, List<Prediction> predictions) {
        boolean same = rows.size() == predictions.size();
        for (int i = 0; same && i < rows.size(); i++) {
            same = rows.get(i).id().equals(predictions.get(i).id());
        }
        if (!same) {
            throw new IllegalStateException("File " + shard.predictions() + " has "
                    + predictions.size() + " rows that do not follow the " + rows.size() + " examples of "
                    + shard.shard().file() + "; expected the same ids in the same order");
        }
    }
}
