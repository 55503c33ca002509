package outlayer.jobs.run;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes HTTP on to another port on loopback, but cuts the connection in place of the final response to a PUT whose path has
 * a given text, after the server has done what it was asked to.
 */
final class LossyProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final String victim;
    private final AtomicInteger left;
    private final AtomicInteger dropped = new AtomicInteger();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    LossyProxy(int target, String victim, int drops) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.victim = victim;
        this.left = new AtomicInteger(drops);
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many responses were lost so far. */
    int dropped() {
        return dropped.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(upstream);
                AtomicBoolean doomed = new AtomicBoolean();
                threads.execute(() -> pass(client, upstream, true, doomed));
                threads.execute(() -> pass(upstream, client, false, doomed));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean requests, AtomicBoolean doomed) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                if (requests
                        && text.startsWith("PUT ")
                        && text.lines().findFirst().orElse("").contains(victim)) {
                    doomed.set(left.getAndDecrement() > 0);
                }
                if (!requests && doomed.get() && !text.startsWith("HTTP/1.1 100")) {
                    dropped.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException closed) {
            // The other direction ended first.
        }
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
