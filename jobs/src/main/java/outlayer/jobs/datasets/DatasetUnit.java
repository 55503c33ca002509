package outlayer.jobs.datasets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.PartSettings;
import outlayer.jobs.table.ExampleTable;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;
import outlayer.quirky.ArithmeticDataset;
import outlayer.quirky.ArithmeticOptions;
import outlayer.quirky.Example;
import outlayer.quirky.GeneratedDataset;
import outlayer.quirky.Part;
import outlayer.quirky.TemplateSet;

/** One dataset: a file of examples per shard of each part, and the data card. */
record DatasetUnit(ArithmeticOptions options, String templates, PartSettings parts, long seed) implements Unit {

    static final String CARD = "card.json";
    private static final int LOGIC = 2;

    @Override
    public UnitSpec spec() {
        return UnitSpec.of(DatasetsJob.STAGE, LOGIC)
                .label("dataset", options.dataset())
                .setting("rule", options.toString())
                .setting(
                        "templates",
                        templates + " " + TemplateSet.named(templates).fingerprint())
                .setting("parts", canonical(parts))
                .setting("seed", Long.toString(seed));
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) throws IOException {
        GeneratedDataset dataset =
                ArithmeticDataset.generate(options, TemplateSet.named(templates), parts.options(), seed);
        Findings findings = Findings.none();
        ShardDigests digests = ShardDigests.none();
        for (Part part : parts.written()) {
            List<Example> examples = dataset.examples(part);
            ExampleTable.writePart(writer, part, examples, parts.shardSize());
            digests.add(part, examples, parts.shardSize());
            findings = findings.and(part.key(), examples.size());
        }
        digests.write(writer);
        try (OutputStream out = writer.file(CARD).stream()) {
            out.write(DataCards.toJson(dataset.card()).getBytes(StandardCharsets.UTF_8));
        }
        return findings.noting(dataset.card().warnings());
    }

    /** Caps in the order of parts: a Map.copyOf has none of its own. */
    private static String canonical(PartSettings parts) {
        StringBuilder caps = new StringBuilder();
        for (Part part : Part.values()) {
            caps.append(' ')
                    .append(part.key())
                    .append('=')
                    .append(parts.options().caps().get(part));
        }
        return parts.options().withCaps(Map.of()) + caps.toString() + " written=" + parts.written() + " shard-size="
                + parts.shardSize();
    }
}
