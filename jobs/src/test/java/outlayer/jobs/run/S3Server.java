package outlayer.jobs.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;

/**
 * A real S3-compatible server (s3proxy over a folder) on loopback, as its own process, ended by its handle; it checks signatures. The
 * build puts its jar at {@code target/s3proxy/s3proxy.jar}.
 */
public final class S3Server implements AutoCloseable {

    private static final String JAR = "target/s3proxy/s3proxy.jar";

    private static final String IDENTITY = "outlayer-tests";

    private final Process process;
    private final int port;
    private final Path data;
    private final String secret;

    private S3Server(Process process, int port, Path data, String secret) {
        this.process = process;
        this.port = port;
        this.data = data;
        this.secret = secret;
    }

    /** Keeps its objects and its log under {@code directory}. */
    public static S3Server start(Path directory) throws IOException, InterruptedException {
        int port = freePort();
        Path data = Files.createDirectories(directory.resolve("s3-data"));
        String secret = UUID.randomUUID().toString();
        Path properties =
                Files.writeString(directory.resolve("s3proxy.conf"), """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(port, IDENTITY, secret, data));
        Path log = directory.resolve("s3proxy.log");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-jar",
                        jar().toString(),
                        "--properties",
                        properties.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        for (int wait = 0; wait < 300; wait++) {
            if (!process.isAlive()) {
                break;
            }
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return new S3Server(process, probe.getPort(), data, secret);
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("The S3 server did not start; its log says: " + Files.readString(log));
    }

    public int port() {
        return port;
    }

    /** What its clients must show, and nobody must ever write down. */
    public String identity() {
        return IDENTITY;
    }

    public String secret() {
        return secret;
    }

    /** A new bucket, e.g. {@code s3a://outlayer-1f3a9c2e}; a name of its own, since Hadoop caches by it. */
    public String bucket() throws IOException {
        String name = "outlayer-" + UUID.randomUUID().toString().substring(0, 8);
        Files.createDirectory(data.resolve(name));
        return "s3a://" + name;
    }

    /** What Hadoop needs to reach this server. */
    public Configuration configuration() {
        return configuration(port);
    }

    /** The same through another port on loopback. */
    public Configuration configuration(int port) {
        Configuration s3 = new Configuration();
        s3.set("fs.s3a.endpoint", "http://127.0.0.1:" + port);
        s3.set("fs.s3a.endpoint.region", "us-east-1");
        s3.set("fs.s3a.path.style.access", "true");
        s3.set("fs.s3a.connection.ssl.enabled", "false");
        s3.set("fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
        s3.set("fs.s3a.access.key", IDENTITY);
        s3.set("fs.s3a.secret.key", secret);
        s3.set("fs.s3a.attempts.maximum", "2");
        s3.set("fs.s3a.retry.limit", "2");
        s3.set("fs.s3a.retry.interval", "10ms");
        return s3;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionallyCompose(slow -> process.destroyForcibly().onExit())
                .join();
    }

    private static Path jar() {
        return List.of(Path.of(JAR), Path.of("jobs", JAR)).stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No " + JAR + ": the build puts it there in phase pre-integration-test"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
