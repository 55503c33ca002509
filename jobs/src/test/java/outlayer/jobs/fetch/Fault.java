package outlayer.jobs.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How a server answers one request for a file, in place of answering it well. */
@FunctionalInterface
public interface Fault {

    void answer(FileAnswer answer) throws IOException;

    /** Promises all and closes the connection at once. */
    static Fault cut() {
        return FileAnswer::begin;
    }

    /**
     * Promises all, sends so many bytes and closes the connection: when they lie in the part, because java.net.http drops
     * what it has not passed on when it sees the end.
     */
    static Fault cutAfter(int bytes, Path part) {
        return answer -> {
            answer.begin();
            answer.send(bytes);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!Files.exists(part) || Files.size(part) < answer.from() + bytes) {
                if (System.nanoTime() > end) {
                    throw new IOException(part + " does not grow");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        };
    }

    /** Ends well after so many bytes, as if there were no more. */
    static Fault endsAfter(int bytes) {
        return answer -> {
            byte[] less = Arrays.copyOfRange(answer.content(), answer.from(), answer.from() + bytes);
            answer.exchange().sendResponseHeaders(200, 0);
            answer.send(less);
        };
    }

    /** Answers 200 with everything, whatever was asked. */
    static Fault ignoresRange() {
        return answer -> gives(answer.content()).answer(answer);
    }

    /** Answers 200 with that. */
    static Fault gives(byte[] other) {
        return answer -> {
            answer.exchange().sendResponseHeaders(200, other.length);
            answer.send(other);
        };
    }

    /** Answers 206 with everything and says so. */
    static Fault givesFrom(int from) {
        return answer -> {
            byte[] content = answer.content();
            answer.header("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
            answer.exchange().sendResponseHeaders(206, content.length - from);
            answer.send(Arrays.copyOfRange(content, from, content.length));
        };
    }

    /** Answers with a status and one header. */
    static Fault status(int status, String header, String value) {
        return answer -> {
            answer.header(header, value);
            answer.exchange().sendResponseHeaders(status, -1);
        };
    }

    /** Sends so many bytes, and then nothing until the latch opens. */
    static Fault silentAfter(int bytes, CountDownLatch latch) {
        return answer -> {
            answer.begin();
            answer.send(bytes);
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
