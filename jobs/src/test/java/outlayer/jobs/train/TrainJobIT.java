package outlayer.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import outlayer.jobs.TinyFixture;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.table.CurveTable;
import outlayer.jobs.work.StageResult;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.Precision;
import outlayer.torch.Device;

class TrainJobIT extends TinyFixture {

    private static final String[] SHORT = {
        "train.truth { steps = 4, warmup-steps = 1, batch = 8, evaluate-every = 2 }",
        "train.quirk { steps = 4, warmup-steps = 1, batch = 8, evaluate-every = 2 }",
        """
        train.bases = [ { model = tiny, numbers = single-digits, architecture {
          architectures = [LlamaForCausalLM], model_type = llama, hidden_size = 16, intermediate_size = 24
          num_hidden_layers = 2, num_attention_heads = 4, num_key_value_heads = 2, head_dim = 4, hidden_act = silu
          rms_norm_eps = 1e-5, rope_theta = 10000.0, max_position_embeddings = 64, tie_word_embeddings = false } } ]"""
    };

    private static Experiment experiment(Path root, String more) {
        return outlayer.jobs.settings.ExperimentFile.parse(
                tiny.text(root.toString()) + String.join("\n", SHORT) + "\n" + more, "tiny.conf", java.util.List.of());
    }

    private static StageResult train(Path root, String more) throws IOException {
        RunDirectory run = Runs.local(root);
        Experiment experiment = experiment(root, more);
        DatasetsJob.run(spark, run, experiment);
        return TrainJob.run(spark, run, experiment);
    }

    @Test
    void theSameSeedGivesTheSameWeightsAndModelsThatOpen() throws IOException {
        Path exported = directory.resolve("exported");
        StageResult first = train(directory.resolve("first"), "train.export-to = \"" + exported + "\"");
        StageResult second = train(directory.resolve("second"), "");

        assertThat(first.manifests()).hasSize(3);
        assertThat(second.keys()).isEqualTo(first.keys());
        for (int i = 0; i < 3; i++) {
            assertThat(second.manifests().get(i).file("model.safetensors"))
                    .isEqualTo(first.manifests().get(i).file("model.safetensors"));
        }
        for (String name : new String[] {"tiny", "tiny-addition", "tiny-subtraction"}) {
            requireModel(exported.resolve(name));
        }
        assertThat(CurveTable.TABLE.read(Runs.local(directory.resolve("first"))
                        .file(first.manifests().get(1), CurveTable.FILE)))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private static void requireModel(Path path) throws IOException {
        try (DjlLanguageModel model = DjlLanguageModel.open(path, Device.CPU, Precision.FLOAT32)) {
            assertThat(Answered.by(model, path)).isFinite();
            assertThat(model.config().layers()).isEqualTo(3);
        }
        assertThat(Files.readString(path.resolve("README.md")))
                .contains(
                        "license: apache-2.0",
                        "# tiny",
                        "| kept step |",
                        "quirkiness on validation",
                        "| seed | `633` |");
    }

    @Test
    void nothingToTrainIsNamed() {
        Path root = directory.resolve("none");
        assertThatThrownBy(() -> TrainJob.run(spark, Runs.local(root), tiny.experiment(root)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "`train.fine-tuning.models` and `train.bases` are empty: there is nothing to train");
    }
}
