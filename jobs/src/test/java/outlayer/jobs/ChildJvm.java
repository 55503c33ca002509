package outlayer.jobs;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Java process with the class path and options of this one; ended by its handle, its log kept for failures. */
public final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final Path log;

    private ChildJvm(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    public static ChildJvm start(
            Path log, Class<?> main, List<String> options, Map<String, String> environment, List<String> arguments)
            throws IOException {
        return startIn(Path.of("").toAbsolutePath(), log, main, options, environment, arguments);
    }

    /** With jars behind this process's class path. */
    public static ChildJvm startWith(List<Path> jars, Path log, Class<?> main, List<String> arguments)
            throws IOException {
        String more = jars.stream().map(jar -> File.pathSeparator + jar).collect(Collectors.joining());
        return start(Path.of("").toAbsolutePath(), more, log, main, List.of(), Map.of(), arguments);
    }

    /** The same with another working directory. */
    public static ChildJvm startIn(
            Path directory,
            Path log,
            Class<?> main,
            List<String> options,
            Map<String, String> environment,
            List<String> arguments)
            throws IOException {
        return start(directory, "", log, main, options, environment, arguments);
    }

    private static ChildJvm start(
            Path directory,
            String moreClassPath,
            Path log,
            Class<?> main,
            List<String> options,
            Map<String, String> environment,
            List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens") || option.startsWith("-D"))
                .forEach(command::add);
        command.add("-Xmx1g");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path") + moreClassPath, main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(directory.toFile());
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start(), log);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As the kernel kills: no hook runs. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Waits for its end, which must be a good one. */
    public void await() throws IOException, InterruptedException {
        if (!process.waitFor(40, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException("The child process failed; its log ends: " + tail());
        }
    }

    public String tail() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        kill();
    }
}
