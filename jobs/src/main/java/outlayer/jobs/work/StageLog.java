package outlayer.jobs.work;

import java.io.IOException;
import org.slf4j.MDC;

/** Lets log lines say to which stage they belong: {@code stage} of slf4j's diagnostic context, on the driver and in tasks. */
public final class StageLog {

    public static final String STAGE = "stage";

    /** What is done meanwhile. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    private StageLog() {}

    /** A stage within another takes its place until it ends. */
    public static <T> T within(String stage, Work<T> work) throws IOException {
        String outer = MDC.get(STAGE);
        MDC.put(STAGE, stage);
        try {
            return work.run();
        } finally {
            if (outer == null) {
                MDC.remove(STAGE);
            } else {
                MDC.put(STAGE, outer);
            }
        }
    }
}
