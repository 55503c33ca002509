package outlayer.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.detector.MahalanobisMethod;
import outlayer.quirky.Part;

class ExperimentFileTest {

    private static final String SMALL = """
            run { root = out/small }
            models = [ { name = m, path = models/m, quirky = "models/m-{dataset}" } ]
            datasets = [ { name = addition, operand-limit = 100, questions = 400, distinct = false } ]
            """;

    private static Experiment read(String text, String... overrides) {
        return ExperimentFile.parse(text, "small.conf", List.of(overrides));
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        Experiment experiment = read(SMALL);

        assertThat(experiment.run().seed()).isEqualTo(633);
        assertThat(experiment.detectors().on("activations"))
                .containsExactly(new MahalanobisMethod(1e-3), new MahalanobisMethod(1e-5));
        assertThat(experiment.parts().options().caps()).containsEntry(Part.TEST, 4000);
        assertThat(experiment.arithmetic().get(0).modulus()).isEqualTo(113);
        assertThat(experiment.models().get(0).directory("quirky", "addition")).isEqualTo("models/m-addition");
    }

    @Test
    void overridesTakeThePlaceOfTheFiles() {
        Experiment experiment =
                read(SMALL, "run.seed=7", "run.root=s3a://bucket/run", "detectors.mahalanobis.rcond=[0.1]");

        assertThat(experiment.run().seed()).isEqualTo(7);
        assertThat(experiment.run().root()).isEqualTo("s3a://bucket/run");
        assertThat(experiment.detectors().on("activations")).containsExactly(new MahalanobisMethod(0.1));
        assertThat(experiment.resolved()).contains("s3a://bucket/run");
    }

    @ParameterizedTest
    @CsvSource({
        "run.sed=7, --set run.sed=7, did you mean `seed`?",
        "extract.batch-token=9, --set extract.batch-token=9, did you mean `batch-tokens`?",
        "modells=[], --set modells=[], did you mean `models`?",
        "parts.shares.easy.tset=0, parts.shares.easy.tset, did you mean `test`?",
    })
    void misspeltSettingsAreRefusedWithTheNearestName(String override, String where, String hint) {
        assertThatThrownBy(() -> read(SMALL, override))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(where)
                .hasMessageContaining("unknown setting")
                .hasMessageContaining(hint);
    }

    @Test
    void aWrongTypeNamesLineKeyFoundAndExpected() {
        assertThatThrownBy(() -> read(SMALL + "extract { batch-tokens = many }"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("small.conf: 4: setting `extract.batch-tokens` is \"many\", expected a whole number");
    }

    @Test
    void aMissingSettingIsNamed() {
        assertThatThrownBy(() -> read(SMALL.replace("run { root = out/small }", "")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("missing setting `run.root`, expected a text");
    }

    @Test
    void aValueOutOfItsRangeIsRefusedWithItsBlock() {
        assertThatThrownBy(() -> read(SMALL, "extract.max-quarantine=2"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("`extract`: max-quarantine is 2.0, expected a share from 0 to 1");
    }

    @Test
    void distinctQuestionsThatCannotBeReachedAreRefused() {
        assertThatThrownBy(() -> read(SMALL.replace("questions = 400, distinct = false", "questions = 400000")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("operands 1..99 make only 9801");
    }

    @Test
    void anIncludedFileIsRead(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("datasets.conf"), SMALL);
        Path file = directory.resolve("mine.conf");
        Files.writeString(file, "include \"datasets.conf\"\nrun { seed = 5 }\n");

        assertThat(ExperimentFile.read(file.toString(), List.of()).run().seed()).isEqualTo(5);
    }

    @Test
    void includedFilesLieBesideTheirIncluderWhereverThatIs(@TempDir Path directory) throws Exception {
        Files.createDirectory(directory.resolve("parts"));
        Files.writeString(directory.resolve("parts/small.conf"), SMALL);
        Files.writeString(directory.resolve("parts/more.conf"), "include \"small.conf\"\n");
        Path file = directory.resolve("mine.conf");
        Files.writeString(file, "include file(\"parts/more.conf\")\nrun { seed = 5 }\n");

        assertThat(ExperimentFile.read(file.toUri().toString(), List.of()).run().seed())
                .isEqualTo(5);
    }

    @Test
    void anIncludedFileThatIsNotThereIsNamed(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("mine.conf");
        Files.writeString(file, "include \"datasets.conf\"\n");

        assertThatThrownBy(() -> ExperimentFile.read(file.toString(), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("mine.conf includes \"datasets.conf\": No experiment file at")
                .hasMessageContaining(directory.resolve("datasets.conf").toString());
    }

    @Test
    void anAbsentFileIsNamed() {
        assertThatThrownBy(() -> ExperimentFile.read("nowhere.conf", List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("No experiment file at")
                .hasMessageContaining("nowhere.conf");
    }

    @Test
    void whatIsNotHoconIsRefusedWithItsLine() {
        assertThatThrownBy(() -> read("run { root = "))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("small.conf is not HOCON");
    }
}
