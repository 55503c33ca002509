package outlayer.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A standalone master and two workers of one core on loopback, each with a pretended GPU of its own; ended with {@link #close}. */
final class StandaloneCluster implements AutoCloseable {

    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final int WORKERS = 2;

    private final SparkDistribution spark;
    private final Path directory;
    private final List<Process> processes = new ArrayList<>();
    private String master = "";

    private StandaloneCluster(SparkDistribution spark, Path directory) {
        this.spark = spark;
        this.directory = directory;
    }

    static StandaloneCluster start(Path directory) throws IOException, InterruptedException {
        StandaloneCluster cluster = new StandaloneCluster(SparkDistribution.make(), directory);
        try {
            cluster.startAll();
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void startAll() throws IOException, InterruptedException {
        List<String> loopback = List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0");
        start("master", List.of("-Xmx512m"), "org.apache.spark.deploy.master.Master", loopback);
        master = await("master", MASTER);
        for (int worker = 0; worker < WORKERS; worker++) {
            List<String> arguments = new ArrayList<>(loopback);
            arguments.addAll(List.of(
                    "--cores", "1", "--memory", "3g", "--work-dir", work(worker).toString(), master));
            List<String> options = List.of(
                    "-Xmx512m",
                    "-Dspark.worker.resource.gpu.amount=1",
                    "-Dspark.worker.resource.gpu.discoveryScript=" + discovery(worker));
            start("worker-" + worker, options, "org.apache.spark.deploy.worker.Worker", arguments);
        }
        for (int worker = 0; worker < WORKERS; worker++) {
            await("worker-" + worker, Pattern.compile("(Successfully registered) with master"));
        }
    }

    /** Runs a main class of the shaded jar to its end; gives the exit code. */
    int submit(String name, String main, List<String> settings, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(
                List.of("--master", master, "--properties-file", "conf/spark/cluster.conf", "--class", main));
        all.addAll(List.of(
                "--jars",
                String.join(
                        ",",
                        SparkDistribution.natives().stream().map(Path::toString).toList())));
        settings.forEach(setting -> all.addAll(List.of("--conf", setting)));
        all.add(SparkDistribution.application().toString());
        all.addAll(arguments);
        Process driver = start(name, List.of("-Xmx1g"), "org.apache.spark.deploy.SparkSubmit", all);
        if (!driver.waitFor(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException("spark-submit did not end in ten minutes; its log: " + log(name));
        }
        return driver.exitValue();
    }

    String log(String name) throws IOException {
        return Files.readString(logFile(name));
    }

    /** Where natives are unpacked to. */
    Path cache() throws IOException {
        return Files.createDirectories(directory.resolve("cache"));
    }

    /** Directories of all executors that there were. */
    List<Path> executors() throws IOException {
        List<Path> found = new ArrayList<>();
        for (int worker = 0; worker < WORKERS; worker++) {
            try (var files = Files.find(work(worker), 3, (path, about) -> path.endsWith("stderr"))) {
                files.map(Path::getParent).sorted().forEach(found::add);
            }
        }
        return found;
    }

    private Process start(String name, List<String> options, String main, List<String> arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(spark.java(options, main, arguments))
                .directory(Path.of("..").toAbsolutePath().normalize().toFile())
                .redirectErrorStream(true)
                .redirectOutput(logFile(name).toFile());
        builder.environment().putAll(spark.environment(cache()));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private String await(String name, Pattern sign) throws IOException, InterruptedException {
        for (int tenths = 0; tenths < 600; tenths++) {
            Matcher found = sign.matcher(log(name));
            if (found.find()) {
                return found.group(1);
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("Process " + name + " never said " + sign + "; its log: " + log(name));
    }

    private Path discovery(int worker) throws IOException {
        Path script = Files.writeString(directory.resolve("gpu-" + worker + ".sh"), """
                #!/bin/sh
                echo '{"name":"gpu","addresses":["%d"]}'
                """.formatted(worker));
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path work(int worker) throws IOException {
        return Files.createDirectories(directory.resolve("work-" + worker));
    }

    private Path logFile(String name) {
        return directory.resolve(name + ".log");
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }
}
