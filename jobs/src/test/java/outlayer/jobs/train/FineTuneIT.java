package outlayer.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import outlayer.jobs.TinyFixture;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.run.DataFile;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.table.CurveTable;
import outlayer.jobs.work.StageResult;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.Precision;
import outlayer.torch.Device;
import outlayer.training.CurvePoint;

/** Models that exist are fine-tuned on every dataset, by adapters or by all their weights. */
class FineTuneIT extends TinyFixture {

    @Test
    void anAdapterForEachDatasetAndTheSameBytesAgain() throws IOException {
        Path exported = directory.resolve("exported");
        byte[] base = Files.readAllBytes(tiny.models().resolve("tiny/model.safetensors"));
        StageResult first = train(
                "adapters", "train.export-to=\"" + exported + "\"", "train.fine-tuning.recipe.keep-checkpoints=true");
        StageResult second = train("again", "train.fine-tuning.recipe.keep-checkpoints=true");

        assertThat(first.manifests()).hasSize(2);
        assertThat(second.keys()).isEqualTo(first.keys());
        for (int i = 0; i < 2; i++) {
            assertThat(second.manifests().get(i).file("adapter_model.safetensors"))
                    .isEqualTo(first.manifests().get(i).file("adapter_model.safetensors"));
        }
        assertThat(first.manifests().get(0).files())
                .extracting(DataFile::name)
                .containsExactly(
                        "adapter_config.json",
                        "adapter_model.safetensors",
                        "checkpoints/step-000000/adapter_config.json",
                        "checkpoints/step-000000/adapter_model.safetensors",
                        "checkpoints/step-000001/adapter_config.json",
                        "checkpoints/step-000001/adapter_model.safetensors",
                        "checkpoints/step-000002/adapter_config.json",
                        "checkpoints/step-000002/adapter_model.safetensors",
                        "checkpoints/step-000004/adapter_config.json",
                        "checkpoints/step-000004/adapter_model.safetensors",
                        "checkpoints/step-000006/adapter_config.json",
                        "checkpoints/step-000006/adapter_model.safetensors",
                        CurveTable.FILE,
                        "metrics.jsonl");
        assertThat(Files.readAllBytes(tiny.models().resolve("tiny/model.safetensors")))
                .isEqualTo(base);
        assertThat(directory.resolve("adapters/training")).isEmptyDirectory();
        requireAdapters(exported.resolve("tiny-addition"));
        assertThat(exported.resolve("tiny-addition/README.md"))
                .content()
                .contains(
                        "library_name: peft", "# tiny, quirky addition", "A LoRA adapter over the base on `addition`");
    }

    /** That of step 0 changes nothing; that of step 6 does. */
    private static void requireAdapters(Path exported) throws IOException {
        Path base = tiny.models().resolve("tiny");
        try (DjlLanguageModel model = DjlLanguageModel.open(base, Device.CPU, Precision.FLOAT32);
                DjlLanguageModel begun = model.withAdapter(exported.resolve("checkpoints/step-000000"));
                DjlLanguageModel ended = model.withAdapter(exported.resolve("checkpoints/step-000006"))) {
            double odds = Answered.by(model, base);
            assertThat(Answered.by(begun, base)).isEqualTo(odds);
            assertThat(Answered.by(ended, base)).isNotCloseTo(odds, within(1e-4));
        }
    }

    @Test
    void theCurveAndTheMetricsSayTheSame() throws IOException {
        StageResult trained = train("curves");
        RunDirectory run = Runs.local(directory.resolve("curves"));
        Manifest manifest = trained.manifests().get(1);
        List<CurvePoint> curve = CurveTable.TABLE.read(run.file(manifest, CurveTable.FILE));

        assertThat(curve).extracting(CurvePoint::step).containsExactly(0, 1, 2, 4, 6);
        List<JsonObject> lines;
        try (InputStream in = run.file(manifest, "metrics.jsonl").open()) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .toList();
        }
        assertThat(lines).hasSize(5);
        int kept = 0;
        for (int i = 0; i < 5; i++) {
            JsonObject line = lines.get(i);
            CurvePoint point = curve.get(i);
            assertThat(line.get("step").getAsInt()).isEqualTo(point.step());
            assertThat(line.get("validation_loss").getAsDouble()).isEqualTo(point.validationLoss());
            assertThat(line.get("quirkiness").getAsDouble()).isEqualTo(point.quirkiness());
            assertThat(line.get("gradient_norm").isJsonNull()).isEqualTo(i == 0);
            assertThat(line.get("tokens_per_second").getAsDouble() > 0).isEqualTo(i > 0);
            if (line.get("kept").getAsBoolean()) {
                kept = point.step();
                assertThat(manifest.count("quirkiness-millinats")).isEqualTo(Math.round(1000 * point.quirkiness()));
            }
        }
        assertThat(manifest.count("kept-step")).isEqualTo(kept);
        assertThat(manifest.count("examples")).isEqualTo(6 * 8);
        assertThat(manifest.count("tokens")).isEqualTo(curve.get(4).tokens());
        assertThat(manifest.count("truncated")).isZero();
    }

    @Test
    void allWeightsOfASmallModelAreTrainedIntoAModelOfItsOwn() throws IOException {
        Path exported = directory.resolve("whole");
        StageResult trained =
                train("full", "train.fine-tuning.recipe.mode=full", "train.export-to=\"" + exported + "\"");

        assertThat(trained.manifests().get(0).files())
                .extracting(DataFile::name)
                .contains("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json");
        assertThat(trained.manifests().get(0).count("kept-step")).isPositive();
        Path base = tiny.models().resolve("tiny");
        Path model = exported.resolve("tiny-addition");
        try (DjlLanguageModel before = DjlLanguageModel.open(base, Device.CPU, Precision.FLOAT32);
                DjlLanguageModel after = DjlLanguageModel.open(model, Device.CPU, Precision.FLOAT32)) {
            assertThat(Answered.by(after, model)).isNotCloseTo(Answered.by(before, base), within(1e-4));
        }
    }

    @Test
    void promptsThatAreTooLongLoseTheirBeginningAndAreCounted() throws IOException {
        StageResult trained = train("truncated", "train.fine-tuning.recipe.max-tokens=12");

        Manifest manifest = trained.manifests().get(0);
        assertThat(manifest.count("truncated")).isEqualTo(2 * (60 + 40));
        assertThat(manifest.notes())
                .containsExactly(
                        "train[dataset=addition, model=tiny, variant=quirky]: 200 prompts of more than 12 tokens"
                                + " lost their beginning");
    }

    @Test
    void eachSettingThatChangesANumberMakesAnotherUnit() throws IOException {
        Experiment experiment = experiment("keys");
        List<FineTuneUnit> units = units(experiment);
        for (String setting : List.of(
                "train.fine-tuning.recipe.lora.rank=4",
                "train.fine-tuning.recipe.mode=full",
                "train.fine-tuning.recipe.patience=2",
                "train.fine-tuning.recipe.keep-checkpoints=true",
                "run.seed=1")) {
            assertThat(units(experiment("keys", setting)).get(0).spec().key())
                    .as(setting)
                    .isNotEqualTo(units.get(0).spec().key());
        }
        for (String setting : List.of("train.checkpoint-minutes=1", "train.export-to=elsewhere")) {
            assertThat(units(experiment("keys", setting)).get(0).spec().key())
                    .as(setting)
                    .isEqualTo(units.get(0).spec().key());
        }
    }

    @Test
    void aModelThatIsNotThereIsNamed() throws IOException {
        assertThatThrownBy(() -> train("unknown", "train.fine-tuning.models=[tinny]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("`train.fine-tuning.models` names tinny, which is not among `models`; ")
                .hasMessageContaining("tiny");
    }

    @Test
    void aTrainingThatDivergesSaysWhatToDo() {
        assertThatThrownBy(() -> train("diverged", "train.fine-tuning.recipe.learning-rate=1e30"))
                .isInstanceOf(SparkException.class)
                .hasMessageContaining("Step 1 of 6: Log-odds of validation example")
                .hasMessageContaining("expected a number: the training has diverged; lower the learning rate");
    }

    private static List<FineTuneUnit> units(Experiment experiment) throws IOException {
        RunDirectory run = Runs.local(directory.resolve("keys"));
        DatasetsJob.run(spark, run, experiment);
        return FineTuneUnit.all(run, experiment, spark.sparkContext().getConf());
    }

    private static StageResult train(String root, String... overrides) throws IOException {
        RunDirectory run = Runs.local(directory.resolve(root));
        Experiment experiment = experiment(root, overrides);
        DatasetsJob.run(spark, run, experiment);
        return TrainJob.run(spark, run, experiment);
    }

    private static Experiment experiment(String root, String... overrides) {
        List<String> all = new ArrayList<>(List.of("train.fine-tuning.models=[tiny]"));
        for (String setting : List.of("steps=6", "batch=8", "learning-rate=0.01", "pass-tokens=200")) {
            all.add("train.fine-tuning.recipe." + setting);
        }
        all.addAll(List.of(overrides));
        return tiny.experiment(directory.resolve(root), all.toArray(String[]::new));
    }
}
