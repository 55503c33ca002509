package outlayer.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A standalone master and two workers of one core on loopback, each with a pretended GPU of its own; ended with {@link #close}. */
final class StandaloneCluster implements AutoCloseable {

    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final List<String> DAEMON = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final int WORKERS = 2;

    private final SparkDistribution spark;
    private final Path directory;
    private final List<Process> processes = new ArrayList<>();
    private final List<Process> workers = new ArrayList<>();
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
        start("master", spark.java(DAEMON, "org.apache.spark.deploy.master.Master", loopback));
        master = await("master", MASTER);
        for (int worker = 0; worker < WORKERS; worker++) {
            List<String> arguments = new ArrayList<>(loopback);
            arguments.addAll(List.of(
                    "--cores", "1", "--memory", "5g", "--work-dir", work(worker).toString(), master));
            List<String> options = new ArrayList<>(DAEMON);
            options.add("-Dspark.worker.resource.gpu.amount=1");
            options.add("-Dspark.worker.resource.gpu.discoveryScript=" + discovery(worker));
            workers.add(
                    start("worker-" + worker, spark.java(options, "org.apache.spark.deploy.worker.Worker", arguments)));
        }
        for (int worker = 0; worker < WORKERS; worker++) {
            await("worker-" + worker, Pattern.compile("(Successfully registered) with master"));
        }
    }

    /** Sends an application to the master by Spark's own spark-submit; its log has the name. */
    Submission submit(String name, Application application, List<String> settings, List<String> arguments)
            throws IOException {
        List<String> all = new ArrayList<>(List.of("--master", master, "--properties-file", "conf/spark/cluster.conf"));
        List.of(
                        "spark.ui.enabled=false",
                        "spark.driver.host=127.0.0.1",
                        "spark.driver.bindAddress=127.0.0.1",
                        "spark.executor.memory=1500m",
                        "spark.executor.resource.gpu.amount=1",
                        "spark.task.resource.gpu.amount=1",
                        "spark.executorEnv.DJL_CACHE_DIR=" + cache())
                .forEach(setting -> all.addAll(List.of("--conf", setting)));
        settings.forEach(setting -> all.addAll(List.of("--conf", setting)));
        all.addAll(application.arguments());
        all.addAll(arguments);
        Process driver = start(name, application.command(spark, all));
        return new Submission(driver, logFile(name));
    }

    /** Runs shell commands in the project's directory, as a user of this cluster: {@code MASTER} is its address, Spark's commands are found. */
    Submission script(String name, Map<String, String> variables, String text) throws IOException {
        Path script = Files.writeString(directory.resolve(name + ".sh"), text);
        ProcessBuilder builder = builder(name, List.of("bash", "-eu", script.toString()));
        builder.environment().put("MASTER", master);
        builder.environment().put("PATH", spark.home().resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().putAll(variables);
        return new Submission(started(builder), logFile(name));
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

    /** The processes of the executors that run now: each is its worker's only child. */
    List<ProcessHandle> running() {
        return workers.stream()
                .flatMap(worker -> worker.toHandle().children())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    /** An application whose driver is gone loses its executors, which may publish what they were at until then. */
    void awaitNoExecutor() throws InterruptedException {
        for (int tenths = 0; tenths < 600; tenths++) {
            if (running().isEmpty()) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("Executors " + running() + " still run a minute after their driver's end");
    }

    private Process start(String name, List<String> command) throws IOException {
        return started(builder(name, command));
    }

    private ProcessBuilder builder(String name, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("..").toAbsolutePath().normalize().toFile())
                .redirectErrorStream(true)
                .redirectOutput(logFile(name).toFile());
        builder.environment().putAll(spark.environment(cache()));
        return builder;
    }

    private Process started(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private String await(String name, Pattern sign) throws IOException, InterruptedException {
        for (int tenths = 0; tenths < 600; tenths++) {
            Matcher found = sign.matcher(Files.readString(logFile(name)));
            if (found.find()) {
                return found.group(1);
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("Process " + name + " never said " + sign + "; its log: " + logFile(name));
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
