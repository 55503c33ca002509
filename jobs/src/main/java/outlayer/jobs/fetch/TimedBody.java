package outlayer.jobs.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, taken buffer by buffer. Unlike the stream of java.net.http, whose time-out ends with the headers, it
 * waits only so long for the next bytes, and an interrupt ends the wait. One thread takes; the client's threads bring.
 */
final class TimedBody implements HttpResponse.BodySubscriber<TimedBody>, AutoCloseable {

    /** Lists of buffers (about 16 kB each) that may wait to be taken. */
    private static final int AHEAD = 16;

    private final Duration silence;
    private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();
    private Flow.@Nullable Subscription subscription;
    private boolean closed;

    /** Buffers; or, without any, the end, which is a good one where there is no failure. */
    private record Arrival(
            List<ByteBuffer> buffers, @Nullable Throwable failure) {}

    TimedBody(Duration silence) {
        this.silence = silence;
    }

    @Override
    public CompletionStage<TimedBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        if (closed || subscription != null) {
            given.cancel();
            return;
        }
        subscription = given;
        given.request(AHEAD);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrived.add(new Arrival(buffers, null));
    }

    @Override
    public void onError(Throwable failure) {
        arrived.add(new Arrival(List.of(), failure));
    }

    @Override
    public void onComplete() {
        arrived.add(new Arrival(List.of(), null));
    }

    /** The next bytes in their order; an empty list after the last ones. */
    List<ByteBuffer> next() throws IOException, InterruptedException {
        Arrival arrival = arrived.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
        if (arrival == null) {
            throw new HttpTimeoutException("no byte arrived for " + silence.toSeconds() + " s");
        }
        if (arrival.failure() != null) {
            throw new IOException("connection broken: " + arrival.failure().getMessage(), arrival.failure());
        }
        if (arrival.buffers().isEmpty()) {
            onComplete();
        } else {
            more();
        }
        return arrival.buffers();
    }

    /** All bytes that are left, but not many more than the limit. */
    byte[] upTo(int limit) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < limit) {
            List<ByteBuffer> buffers = next();
            if (buffers.isEmpty()) {
                break;
            }
            for (ByteBuffer buffer : buffers) {
                byte[] copy = new byte[buffer.remaining()];
                buffer.get(copy);
                bytes.write(copy);
            }
        }
        return bytes.toByteArray();
    }

    private synchronized void more() {
        if (subscription != null) {
            subscription.request(1);
        }
    }

    /** Gives the connection up where bytes are left. */
    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
