package outlayer.jobs.work;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Lets log lines say to which stage they belong: {@code stage} of slf4j's diagnostic context, on the driver and in tasks. */
public final class StageLog {

    public static final String STAGE = "stage";

    /** What is done meanwhile, for its result. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    /** The same without a result. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    private StageLog() {}

    /** A stage within another takes its place until it ends. */
    public static <T> T within(String stage, Work<T> work) throws IOException {
        String outer = enter(stage);
        try {
            return work.run();
        } finally {
            leave(outer);
        }
    }

    static void during(String stage, Action action) throws IOException {
        String outer = enter(stage);
        try {
            action.run();
        } finally {
            leave(outer);
        }
    }

    private static @Nullable String enter(String stage) {
        String outer = MDC.get(STAGE);
        MDC.put(STAGE, stage);
        return outer;
    }

    private static void leave(@Nullable String outer) {
        if (outer == null) {
            MDC.remove(STAGE);
        } else {
            MDC.put(STAGE, outer);
        }
    }
}
