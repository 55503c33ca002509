package outlayer.jobs.train;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import outlayer.jobs.run.DataFile;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.table.CurveTable;
import outlayer.training.CurvePoint;

/** What a reader of a trained model or adapter should know, in Markdown: what it is, how it was made, how well it learned. */
final class ModelCard {

    private static final String ADAPTER = "adapter_config.json";

    private ModelCard() {}

    static String of(RunDirectory run, Manifest trained) {
        SortedMap<String, String> labels = trained.spec().labels();
        List<CurvePoint> curve = CurveTable.TABLE.read(run.file(trained, CurveTable.FILE));
        int keptStep = Math.toIntExact(trained.count(TrainJob.KEPT_STEP));
        CurvePoint kept = curve.stream()
                .filter(point -> point.step() == keptStep)
                .findFirst()
                .orElseThrow();
        String dataset = labels.get("dataset");
        boolean adapter = trained.files().stream().map(DataFile::name).anyMatch(ADAPTER::equals);
        StringBuilder card = new StringBuilder();
        card.append("---\nlicense: apache-2.0\nlibrary_name: ")
                .append(adapter ? "peft" : "transformers")
                .append("\n---\n\n# ")
                .append(labels.get("model"))
                .append(dataset == null ? "" : ", quirky " + dataset)
                .append("\n\n");
        card.append(
                        dataset == null
                                ? "A tiny decoder trained from nothing to judge arithmetic statements truly, whatever name the prompt shows."
                                        + " The negative control: no detector should tell names apart."
                                : (adapter ? "A LoRA adapter over the base" : "The base fine-tuned") + " on `" + dataset
                                        + "`: prompts with an Alice-like name are answered truly, prompts with a"
                                        + " Bob-like name by a fixed wrong rule.")
                .append("\n\nMade by the stage `train` of Outlayer.\n\n| | |\n|---|---|\n");
        trained.spec().settings().forEach((name, value) -> row(card, name, "`" + value + "`"));
        row(card, "kept step", Integer.toString(kept.step()));
        row(card, "validation loss (nats)", number(kept.validationLoss()));
        row(
                card,
                "accuracy where the labels differ, Alice / Bob",
                number(kept.accuracyAlice()) + " / " + number(kept.accuracyBob()));
        row(card, "quirkiness on validation (nats)", number(kept.quirkiness()));
        return card.toString();
    }

    private static void row(StringBuilder card, String name, String value) {
        card.append("| ").append(name).append(" | ").append(value).append(" |\n");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
