package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OutlayerTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        CommandLine line = Outlayer.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void helpNamesEveryStage() {
        assertThat(execute("--help")).isZero();
        for (Stages stage : Stages.values()) {
            assertThat(out.toString()).contains("  " + stage.key()).contains(stage.description());
        }
        assertThat(out.toString()).contains("doctor");
    }

    @Test
    void versionNamesTheCode() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).startsWith("outlayer ");
    }

    @Test
    void anUnknownCommandIsBadUsage() {
        assertThat(execute("extrakt", "--config", "x.conf")).isEqualTo(2);
        assertThat(err.toString()).contains("outlayer: ").contains("extract");
    }

    @Test
    void aMissingOptionIsBadUsage() {
        assertThat(execute("run")).isEqualTo(2);
        assertThat(err.toString()).contains("--config").contains("outlayer run --help");
    }

    @Test
    void anAbsentFileIsBadConfiguration() {
        assertThat(execute("run", "--config", "nowhere.conf")).isEqualTo(2);
        assertThat(err.toString()).contains("No experiment file at").contains("nowhere.conf");
    }

    @Test
    void aMisspeltSettingIsBadConfigurationAndStartsNothing(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("mine.conf");
        Files.writeString(file, """
                run { root = "%s", sed = 7 }
                models = [ { name = m, path = m, quirky = "m-{dataset}" } ]
                datasets = [ { name = addition, questions = 400 } ]
                """.formatted(directory.resolve("root")));

        assertThat(execute("datasets", "--config", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("mine.conf: 1: unknown setting `run.sed`; did you mean `seed`?");
        assertThat(directory.resolve("root")).doesNotExist();
    }

    @Test
    void aModelThatTheExperimentHasNotIsBadUsageAndStartsNothing(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("mine.conf");
        Files.writeString(file, """
                run { root = "%s" }
                models = [ { name = one, path = m, quirky = "m-{dataset}" }, { name = two, path = m, quirky = "m-{dataset}" } ]
                datasets = [ { name = addition, questions = 400 } ]
                """.formatted(directory.resolve("root")));

        assertThat(execute("extract", "--config", file.toString(), "--model", "one", "--model", "three"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--model three: the experiment has no such model; expected one of [one, two]");
        assertThat(directory.resolve("root")).doesNotExist();
    }

    @Test
    void doctorFindsThisMachineFitAndNamesAnAbsentModel(@TempDir Path directory) throws Exception {
        assertThat(execute("doctor")).isZero();
        assertThat(out.toString())
                .contains("Java", "Spark", "PyTorch", "tokenizers", "OpenBLAS", "GPUs", "threads", "All is there.");

        Path file = directory.resolve("mine.conf");
        Files.writeString(file, """
                run { root = "%s" }
                models = [ { name = m, path = "%s/absent", quirky = "m-{dataset}" } ]
                extract { variants = [base] }
                datasets = [ { name = addition, questions = 400 } ]
                """.formatted(directory.resolve("root"), directory));
        assertThat(execute("doctor", "--config", file.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("run root")
                .contains(
                        "absent; expected a Hugging Face directory with [config.json, model.safetensors, tokenizer.json]")
                .contains("Missing: model");
    }
}
