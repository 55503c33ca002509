package outlayer.jobs.fetch;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** A request for a file, being answered. */
final class FileAnswer {

    private final HttpExchange exchange;
    private final byte[] content;
    private final int from;
    private final IntConsumer sent;

    /**
     * @param from the first byte that was asked for
     * @param sent is told of all bytes that go out
     */
    FileAnswer(HttpExchange exchange, byte[] content, int from, IntConsumer sent) {
        this.exchange = exchange;
        this.content = content;
        this.from = from;
        this.sent = sent;
    }

    HttpExchange exchange() {
        return exchange;
    }

    byte[] content() {
        return content;
    }

    int from() {
        return from;
    }

    void header(String name, String value) {
        exchange.getResponseHeaders().add(name, value);
    }

    /** The headers of a good answer to what was asked. */
    void begin() throws IOException {
        int size = content.length;
        if (exchange.getRequestHeaders().containsKey("Range")) {
            header("Content-Range", "bytes " + from + "-" + (size - 1) + "/" + size);
            exchange.sendResponseHeaders(206, size - from);
        } else {
            exchange.sendResponseHeaders(200, size == 0 ? -1 : size);
        }
    }

    /** So many of the bytes that were asked for. */
    void send(int bytes) throws IOException {
        send(Arrays.copyOfRange(content, from, from + bytes));
    }

    void send(byte[] bytes) throws IOException {
        OutputStream out = exchange.getResponseBody();
        out.write(bytes);
        out.flush();
        sent.accept(bytes.length);
    }
}
