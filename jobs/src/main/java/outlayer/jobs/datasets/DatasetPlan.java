package outlayer.jobs.datasets;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.settings.DatasetOptions;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.GeneratedOptions;
import outlayer.jobs.settings.ImportOptions;
import outlayer.jobs.settings.PartSettings;
import outlayer.jobs.settings.PromptOptions;
import outlayer.jobs.settings.QuirkOptions;
import outlayer.jobs.settings.SourceOptions;
import outlayer.quirky.Part;
import outlayer.quirky.TemplateSet;

/**
 * One dataset, and all that its examples depend on.
 *
 * @param sources what the files hold that it is made of, empty for a generated one
 */
record DatasetPlan(DatasetOptions options, TemplateSet templates, PartSettings parts, long seed, String sources)
        implements Serializable {

    private static final int LOGIC = 4;

    /** Reads the sources' files for their fingerprints. */
    static DatasetPlan of(DatasetOptions options, Experiment experiment, Configuration configuration) {
        String own = options.templates();
        return new DatasetPlan(
                options,
                Templates.read(own == null ? experiment.templates() : own, configuration),
                experiment.parts(),
                experiment.run().seed(),
                sources(options, configuration));
    }

    String dataset() {
        return options.name();
    }

    /** Whether a dataset of its kind has that part at all: prompts without labels are in one or two. */
    boolean has(Part part) {
        return !(options instanceof PromptOptions prompts) || prompts.parts().contains(part);
    }

    UnitSpec spec() {
        return UnitSpec.of(DatasetsJob.STAGE, LOGIC)
                .label("dataset", dataset())
                .setting("rule", rule())
                .setting("sources", sources)
                .setting("templates", templates.name() + " " + templates.fingerprint())
                .setting("parts", canonical(parts))
                .setting("seed", Long.toString(seed));
    }

    /** What makes rows of the sources, without their paths: a copy elsewhere gives the same dataset. */
    private String rule() {
        if (options instanceof GeneratedOptions generated) {
            return generated.rule().toString();
        }
        if (options instanceof ImportOptions imported) {
            return "import %s quantile=%s question=%s splits=%s"
                    .formatted(
                            imported.source().reading(), imported.quantile(), imported.question(), imported.splits());
        }
        if (options instanceof QuirkOptions quirk) {
            Map<String, String> reading = new TreeMap<>();
            quirk.sources().forEach((name, source) -> reading.put(name, source.reading()));
            return "query " + reading + " " + quirk.query();
        }
        PromptOptions prompts = (PromptOptions) options;
        return "prompts %s column=%s part=%s calibration=%s choices=%s"
                .formatted(
                        prompts.source().reading(),
                        prompts.column(),
                        prompts.part().key(),
                        prompts.calibrationShare(),
                        prompts.choices());
    }

    private static String sources(DatasetOptions options, Configuration configuration) {
        Map<String, SourceOptions> sources = new TreeMap<>();
        if (options instanceof ImportOptions imported) {
            sources.put("import", imported.source());
        } else if (options instanceof QuirkOptions quirk) {
            sources.putAll(quirk.sources());
        } else if (options instanceof PromptOptions prompts) {
            sources.put("prompts", prompts.source());
        }
        StringBuilder text = new StringBuilder();
        sources.forEach((name, source) -> text.append(name)
                .append('=')
                .append(SourceFiles.fingerprint(
                        source.path(), configuration, "Dataset " + options.name() + ", source " + name))
                .append(' '));
        return text.toString().strip();
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
