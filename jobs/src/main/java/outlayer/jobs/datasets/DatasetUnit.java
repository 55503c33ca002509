package outlayer.jobs.datasets;

import java.io.IOException;
import java.util.List;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.GeneratedOptions;
import outlayer.jobs.table.ExampleTable;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;
import outlayer.quirky.ArithmeticDataset;
import outlayer.quirky.Example;
import outlayer.quirky.GeneratedDataset;
import outlayer.quirky.Part;

/** A generated dataset so small that one task makes it: a file of examples per shard of each part, and the data card. */
record DatasetUnit(DatasetPlan plan, GeneratedOptions options) implements Unit {

    @Override
    public UnitSpec spec() {
        return plan.spec();
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) throws IOException {
        GeneratedDataset dataset = ArithmeticDataset.generate(
                options.rule(),
                plan.templates(),
                plan.parts().options(),
                plan.seed(),
                plan.parts().written());
        Findings findings = Findings.none();
        ShardDigests digests = ShardDigests.none();
        int shardSize = plan.parts().shardSize();
        for (Part part : plan.parts().written()) {
            List<Example> examples = dataset.examples(part);
            ExampleTable.writePart(writer, part, examples, shardSize);
            digests.add(part, examples, shardSize);
            findings = findings.and(part.key(), examples.size());
        }
        digests.write(writer);
        DataCards.FILE.write(dataset.card(), writer);
        return findings.noting(dataset.card().warnings());
    }
}
