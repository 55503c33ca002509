package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.util.NativeResource;
import com.google.gson.Gson;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.work.JobArguments;
import outlayer.jobs.work.SparkApp;
import picocli.CommandLine;

/** What the files of conf submit to clusters: main classes that are there, with arguments that they take. */
class SubmissionsTest {

    private static final Path CONF = Path.of("../conf");
    private static final Pattern MAIN = Pattern.compile("outlayer\\.jobs\\.[a-z]+\\.[A-Z]\\w*Job\\b");
    private static final Pattern ARGUMENTS = Pattern.compile("(?m)^ *arguments: (\\[.*])$");
    private static final Pattern OPTION = Pattern.compile("\"(--[a-z-]+)\"");

    /** The text of every file that names one of our classes or may, by path from conf. */
    private static Map<String, String> texts(String ending) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> all = Files.walk(CONF)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(ending)) {
                    texts.put(CONF.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return texts;
    }

    @Test
    void everyMainClassIsThere() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (String ending : List.of(".py", ".yaml", ".yml", ".md", ".conf", "Dockerfile")) {
            texts(ending)
                    .forEach((file, text) -> MAIN.matcher(text)
                            .results()
                            .map(MatchResult::group)
                            .forEach(name -> found.merge(name, file, (one, other) -> one + ", " + other)));
        }
        assertThat(found).containsKeys("outlayer.jobs.cli.RunJob", "outlayer.jobs.extract.ExtractJob");
        found.forEach((name, files) -> assertThatCode(() -> assertThat(Class.forName(name)
                                        .getMethod("main", String[].class)
                                        .getModifiers()
                                & Modifier.STATIC)
                        .isNotZero())
                .as("%s, which %s name", name, files)
                .doesNotThrowAnyException());
    }

    @Test
    void manifestsGiveArgumentsThatAStageTakes() throws IOException {
        Map<String, String> manifests = texts(".yaml");
        manifests.keySet().removeIf(file -> !file.startsWith("kubernetes/"));
        assertThat(manifests).hasSize(2).allSatisfy((file, text) -> {
            MatchResult arguments =
                    ARGUMENTS.matcher(text).results().findFirst().orElseThrow();
            String[] given = new Gson().fromJson(arguments.group(1), String[].class);
            assertThatCode(() -> SparkApp.arguments(file, given)).doesNotThrowAnyException();
        });
    }

    @Test
    void dagsGiveOptionsThatAStageTakes() throws IOException {
        String graph = Files.readString(CONF.resolve("airflow/dags/outlayer_graph.py"));
        List<String> options = OPTION.matcher(graph)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();

        assertThat(options).contains("--config", "--run-id", "--model");
        assertThat(new CommandLine(new JobArguments()).getCommandSpec().optionsMap())
                .containsKeys(options.toArray(String[]::new));
    }

    /** A worker starts them in a directory of its own. */
    @Test
    void dagsSayWhereTheModelsOfTheDemoLie() throws IOException {
        assertThat(Files.readString(CONF.resolve("airflow/dags/outlayer_graph.py")))
                .contains("vars.home={home.rstrip('/')}/");
        Experiment demo = ExperimentFile.read(
                CONF.resolve("experiments/demo.conf").toString(), List.of("vars.home=/opt/outlayer/"));
        assertThat(demo.models()).hasSize(2).allSatisfy(model -> {
            assertThat(model.path()).isEqualTo("/opt/outlayer/conf/models/" + model.name());
            assertThat(model.quirky()).isEqualTo(model.path() + "-{dataset}");
        });
    }

    @Test
    void imagesHoldWhatManifestsName() throws IOException {
        Pattern inImage = Pattern.compile("/opt/outlayer/(conf/\\S+)");
        texts(".yaml")
                .forEach((file, text) -> inImage.matcher(text)
                        .results()
                        .forEach(found -> assertThat(Path.of("..").resolve(found.group(1)))
                                .as(file)
                                .isRegularFile()));
        assertThat(Files.readString(CONF.resolve("kubernetes/Dockerfile")))
                .contains("COPY conf/ /opt/outlayer/conf/", "USER 185");
    }

    /** Beside the libraries, that is: the next test says why. */
    @Test
    void imagesHoldTheApplicationWhereManifestsLookForIt() throws IOException {
        String application = "/opt/spark/jars/outlayer-jobs.jar";
        Map<String, String> manifests = texts(".yaml");
        manifests.keySet().removeIf(file -> !file.startsWith("kubernetes/"));
        assertThat(manifests.values())
                .hasSize(2)
                .allSatisfy(text -> assertThat(text).contains("mainApplicationFile: local://" + application + "\n"));
        assertThat(Files.readString(CONF.resolve("kubernetes/Dockerfile")))
                .contains("COPY out/image/jars/ /opt/spark/jars/", "COPY out/image/outlayer-jobs.jar " + application);
    }

    /** The tokenizers' jar has classes beside its libraries, and they extend classes of ours: no class loader may come between. */
    @Test
    void classesOfTheTokenizersNeedTheApplicationBesideThem() throws IOException, ClassNotFoundException {
        URL tokenizers = jar(HuggingFaceTokenizer.class);
        URL[] application = {jar(NativeResource.class)};
        String name = HuggingFaceTokenizer.class.getName();
        ClassLoader java = ClassLoader.getPlatformClassLoader();
        try (URLClassLoader spark = new URLClassLoader(new URL[] {tokenizers}, java);
                URLClassLoader apart = new URLClassLoader(application, spark);
                URLClassLoader together = new URLClassLoader(new URL[] {tokenizers, application[0]}, java)) {
            assertThat(Class.forName(name, false, together).getName()).isEqualTo(name);
            assertThatThrownBy(() -> Class.forName(name, false, apart))
                    .isInstanceOf(NoClassDefFoundError.class)
                    .hasMessageStartingWith("ai/djl/");
        }
    }

    private static URL jar(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
