package outlayer.jobs.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes HTTP on to another port on loopback, one request a connection, as a troubled object store would: some requests are answered
 * by 503 SlowDown without being passed on, and of some PUTs the response is lost after the server has done what it was asked to.
 */
public final class FaultyProxy implements AutoCloseable {

    private static final String SLOW_DOWN = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>SlowDown</Code>"
            + "<Message>Please reduce your request rate.</Message></Error>";

    private final ServerSocket server;
    private final int target;
    private final String victim;
    private final int drops;
    private final int throttleEvery;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger throttled = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private FaultyProxy(int target, String victim, int drops, int throttleEvery) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.victim = victim;
        this.drops = drops;
        this.throttleEvery = throttleEvery;
        threads.execute(this::accept);
    }

    /** Loses the responses to the first so many PUTs whose path contains {@code victim}. */
    public static FaultyProxy losing(int target, String victim, int drops) throws IOException {
        return new FaultyProxy(target, victim, drops, Integer.MAX_VALUE);
    }

    /** Does that, and answers each {@code every}th request of any kind by SlowDown. */
    public static FaultyProxy losingAndThrottling(int target, String victim, int drops, int every) throws IOException {
        return new FaultyProxy(target, victim, drops, every);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many requests came so far. */
    public int requests() {
        return requests.get();
    }

    /** How many responses were lost so far. */
    public int dropped() {
        return dropped.get();
    }

    /** How many requests were answered by SlowDown so far. */
    public int throttled() {
        return throttled.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                client.setTcpNoDelay(true);
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            String head = head(in);
            if (header(head, "expect").equals("100-continue")) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            String length = header(head, "content-length");
            byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
            if (requests.incrementAndGet() % throttleEvery == 0) {
                throttled.incrementAndGet();
                out.write(("HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nConnection: close\r\n"
                                + "Content-Length: " + SLOW_DOWN.length() + "\r\n\r\n"
                                + (head.startsWith("HEAD ") ? "" : SLOW_DOWN))
                        .getBytes(StandardCharsets.ISO_8859_1));
                return;
            }
            byte[] response = pass(head, body);
            if (head.startsWith("PUT ") && head.lines().findFirst().orElse("").contains(victim) && drop()) {
                return;
            }
            out.write(response);
        } catch (IOException closed) {
            // The client went away, or this proxy is being closed.
        } finally {
            open.remove(client);
        }
    }

    private boolean drop() {
        return dropped.getAndUpdate(before -> before < drops ? before + 1 : before) < drops;
    }

    /** What the server answers, to the end of its connection, which the request asks it to close. */
    private byte[] pass(String head, byte[] body) throws IOException {
        String closing = head.replaceAll("(?im)^(connection|expect):.*\r\n", "")
                .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
            upstream.setTcpNoDelay(true); // else each body waits 40 ms for the head to be acknowledged
            OutputStream out = upstream.getOutputStream();
            out.write(closing.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return upstream.getInputStream().readAllBytes();
        }
    }

    /** Up to and with the empty line. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the client sent half a head");
            }
            head.write(b);
            String text = head.size() >= 4 && b == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
            if (text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
    }

    /** In lower case; empty where there is none. */
    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip().toLowerCase(java.util.Locale.ROOT))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
