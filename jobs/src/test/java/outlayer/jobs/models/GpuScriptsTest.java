package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts of conf/gpu on a node without a GPU, where driver and packages are pretended. */
class GpuScriptsTest {

    private static final Path SCRIPTS =
            Path.of("..", "conf", "gpu").toAbsolutePath().normalize();

    private record Answer(int exit, String text) {}

    @TempDir
    Path directory;

    /** A program that goes before the system's. */
    private void pretend(String name, String body) throws IOException {
        Path script = Files.writeString(
                Files.createDirectories(directory.resolve("bin")).resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void pretendGpus(String driver, int count) throws IOException {
        pretend("nvidia-smi", """
                case "$1" in
                  --query-gpu=index) i=0; while [ $i -lt %d ]; do echo $i; i=$((i + 1)); done ;;
                  --query-gpu=driver_version) echo '%s' ;;
                esac""".formatted(count, driver));
    }

    /** The last argument but one, or two, is where pip and unzip put files; each call is written down. */
    private void pretendPackages() throws IOException {
        String libraries = "for l in libc10 libc10_cuda libtorch libtorch_cpu libtorch_cuda; do : >\"$to/$l.so\"; done";
        pretend("python3", """
                echo "$@" >>'%s'
                while [ "$1" != --target ]; do shift; done
                to=$2/torch/lib; mkdir -p "$to"
                %s""".formatted(directory.resolve("calls"), libraries));
        pretend("unzip", """
                echo "$@" >>'%s'
                while [ "$1" != -d ]; do shift; done
                to=$2
                %s""".formatted(directory.resolve("calls"), libraries));
    }

    private Answer run(String script, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("bash", SCRIPTS.resolve(script).toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("CUDA_VISIBLE_DEVICES");
        builder.environment().put("PATH", directory.resolve("bin") + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    private Answer install(String... arguments) throws Exception {
        return run("install-libtorch.sh", Map.of(), arguments);
    }

    @ParameterizedTest
    @CsvSource({"1, '', 1", "4, '', 4", "4, '2,3', 2", "4, 'GPU-1f3a', 1"})
    void addressesAreCountedAsLibtorchCountsThem(int cards, String visible, int expected) throws Exception {
        pretendGpus("570.1", cards);
        Answer answer = run("discover-gpus.sh", Map.of("CUDA_VISIBLE_DEVICES", visible));
        assertThat(answer.exit()).as(answer.text()).isZero();
        var json = JsonParser.parseString(answer.text()).getAsJsonObject();
        assertThat(json.get("name").getAsString()).isEqualTo("gpu");
        var addresses = json.getAsJsonArray("addresses");
        assertThat(addresses).hasSize(expected);
        for (int i = 0; i < expected; i++) {
            assertThat(addresses.get(i).getAsString()).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    void aNodeWithoutGpusIsNoGpuNode() throws Exception {
        pretendGpus("570.1", 0);
        assertThat(run("discover-gpus.sh", Map.of()))
                .isEqualTo(new Answer(1, "discover-gpus: nvidia-smi lists no GPU on this node\n"));
    }

    @Test
    void theWheelsAreInstalledOnceAndTheVariablesPrinted() throws Exception {
        pretendGpus("570.86.10", 1);
        pretendPackages();
        Path to = directory.resolve("libtorch");
        Path environment = directory.resolve("spark-env.sh");
        for (int time = 0; time < 2; time++) {
            Answer answer = install("--to", to.toString(), "--spark-env", environment.toString());
            assertThat(answer.exit()).as(answer.text()).isZero();
            assertThat(answer.text()).endsWith("""
                    export PYTORCH_LIBRARY_PATH=%s/torch/lib
                    export PYTORCH_VERSION=2.7.1
                    export PYTORCH_FLAVOR=cu128
                    """.formatted(to));
            assertThat(answer.text().contains("already")).isEqualTo(time == 1);
        }
        assertThat(to.resolve("torch/lib/libtorch_cuda.so")).exists();
        assertThat(Files.readAllLines(directory.resolve("calls")))
                .singleElement()
                .asString()
                .contains("pip install")
                .endsWith("--index-url https://download.pytorch.org/whl/cu128 torch==2.7.1+cu128");
        assertThat(Files.readAllLines(environment))
                .containsOnlyOnce("export PYTORCH_LIBRARY_PATH=" + to + "/torch/lib", "export PYTORCH_FLAVOR=cu128");
        assertThat(ModelDirectories.names(directory)).containsExactly("bin", "calls", "libtorch", "spark-env.sh");
    }

    @Test
    void wheelsOfADirectoryNeedNoNetwork() throws Exception {
        pretendGpus("570.86.10", 1);
        pretendPackages();
        Path wheels = Files.createDirectories(directory.resolve("wheels"));
        Answer answer = install("--to", directory.resolve("libtorch").toString(), "--wheels", wheels.toString());
        assertThat(answer.exit()).as(answer.text()).isZero();
        assertThat(directory.resolve("calls")).content().contains("--no-index --find-links " + wheels);
    }

    @Test
    void theLibrariesOfAJarLieElsewhere() throws Exception {
        pretendGpus("570.86.10", 1);
        pretendPackages();
        Path jar = Files.writeString(directory.resolve("pytorch-gpu.jar"), "");
        Path to = directory.resolve("libtorch");
        Answer answer = install("--to", to.toString(), "--jar", jar.toString());
        assertThat(answer.exit()).as(answer.text()).isZero();
        assertThat(answer.text()).contains("export PYTORCH_LIBRARY_PATH=" + to + "/lib\n");
        assertThat(to.resolve("lib/libtorch_cuda.so")).exists();
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        pretendGpus("570.86.10", 1);
        pretendPackages();
        Answer answer = install(
                "--dry-run",
                "--to",
                directory.resolve("libtorch").toString(),
                "--spark-env",
                directory.resolve("spark-env.sh").toString());
        assertThat(answer.exit()).as(answer.text()).isZero();
        assertThat(answer.text()).contains("would run: python3 -m pip install", "would append the variables");
        assertThat(ModelDirectories.names(directory)).containsExactly("bin");
    }

    @Test
    void packagesWithoutCudaAreRefusedAndLeaveNothing() throws Exception {
        pretendGpus("570.86.10", 1);
        pretend(
                "python3",
                "while [ \"$1\" != --target ]; do shift; done; mkdir -p \"$2/torch/lib\"; : >\"$2/torch/lib/libc10.so\"");
        Answer answer = install("--to", directory.resolve("libtorch").toString());
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.text())
                .contains("gave no libc10_cuda.so (looked in ")
                .contains("expected libtorch 2.7.1 built for CUDA");
        assertThat(ModelDirectories.names(directory)).containsExactly("bin");
    }

    @Test
    void filesOfOthersAreNotRemoved() throws Exception {
        pretendGpus("570.86.10", 1);
        pretendPackages();
        Path to = Files.createDirectories(directory.resolve("mine"));
        Files.writeString(to.resolve("thesis.tex"), "");
        Answer answer = install("--to", to.toString());
        assertThat(answer)
                .isEqualTo(new Answer(
                        2,
                        "install-libtorch: --to " + to + " holds files of others: expected an empty"
                                + " directory, or one that this script made\n"));
        assertThat(to.resolve("thesis.tex")).exists();
    }

    @Test
    void anOldDriverIsRefused() throws Exception {
        pretendGpus("470.82.01", 1);
        assertThat(install("--to", directory.resolve("libtorch").toString()))
                .isEqualTo(new Answer(
                        2,
                        "install-libtorch: the NVIDIA driver is 470.82.01, expected 525 or later for CUDA 12:"
                                + " update the node's driver\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--too|unknown option --too; see --help",
                "--to|--to needs a value; see --help",
                "--to relative|--to relative: expected an absolute path, the same on every node",
                "--wheels /absent|--wheels /absent is no directory",
                "--jar /absent|--jar /absent is no file",
            })
    void badUsageIsNamed(String arguments, String message) throws Exception {
        assertThat(install(arguments.split(" "))).isEqualTo(new Answer(2, "install-libtorch: " + message + "\n"));
    }

    @Test
    void helpNamesEveryOption() throws Exception {
        Answer help = install("--help");
        assertThat(help.exit()).isZero();
        String script = Files.readString(SCRIPTS.resolve("install-libtorch.sh"));
        for (String option : List.of(
                "--to", "--index-url", "--wheels", "--jar", "--spark-env", "--without-gpu", "--dry-run", "--help")) {
            assertThat(help.text()).contains("  " + option);
            assertThat(script).contains(option + ")");
        }
    }
}
