package outlayer.jobs.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.settings.Experiment;
import outlayer.lm.Tokenizer;
import outlayer.quirky.Part;
import outlayer.training.LabelRule;
import outlayer.training.TokenisedExample;

/** The examples of one training, by part, in the order of shards. */
record TrainingData(List<Shard> train, List<Shard> validation) implements Serializable {

    static TrainingData of(RunDirectory run, Experiment experiment) {
        return new TrainingData(
                Shard.all(run, experiment, List.of(Part.TRAIN)), Shard.all(run, experiment, List.of(Part.VALIDATION)));
    }

    TrainingData only(String dataset) {
        return new TrainingData(
                train.stream().filter(shard -> shard.dataset().equals(dataset)).toList(),
                validation.stream()
                        .filter(shard -> shard.dataset().equals(dataset))
                        .toList());
    }

    UnitSpec asInputsOf(UnitSpec spec) {
        UnitSpec more = spec;
        for (List<Shard> shards : List.of(train, validation)) {
            for (Shard shard : shards) {
                more = more.input(shard.dataset() + "/" + shard.file().name() + " " + shard.fingerprint());
            }
        }
        return more;
    }

    /** The training examples of each dataset. */
    List<List<TokenisedExample>> trainingSets(LabelRule rule, Tokenizer tokenizer, int maxTokens) {
        Map<String, List<TokenisedExample>> byDataset = new LinkedHashMap<>();
        for (Shard shard : train) {
            byDataset
                    .computeIfAbsent(shard.dataset(), name -> new ArrayList<>())
                    .addAll(TokenisedExample.all(shard.examples(), rule, tokenizer, maxTokens));
        }
        return List.copyOf(byDataset.values());
    }

    List<TokenisedExample> validationSet(LabelRule rule, Tokenizer tokenizer, int maxTokens) {
        List<TokenisedExample> all = new ArrayList<>();
        validation.forEach(shard -> all.addAll(TokenisedExample.all(shard.examples(), rule, tokenizer, maxTokens)));
        return all;
    }
}
