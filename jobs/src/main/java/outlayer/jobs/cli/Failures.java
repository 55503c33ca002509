package outlayer.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.jobs.settings.SettingsException;
import picocli.CommandLine;

/** Says on the terminal what went wrong, and turns it into an exit code. */
final class Failures {

    static final int FAILED = 1;
    static final int BAD_USAGE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private static final String AGAIN = "What is published stays: start again to go on from there.";

    private Failures() {}

    static int usage(CommandLine.ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("outlayer: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Run `outlayer " + path(e.getCommandLine()) + "--help` for what it takes.");
        return BAD_USAGE;
    }

    /**
     * The message of whoever knew what was wrong, without the frames of Spark around it; the whole trace only where nobody
     * foresaw the failure.
     */
    static int execution(Exception e, CommandLine command, CommandLine.ParseResult arguments) {
        Throwable foreseen = foreseen(e);
        if (foreseen != null) {
            command.getErr().println("outlayer: " + foreseen.getMessage());
            return foreseen instanceof SettingsException ? BAD_USAGE : FAILED;
        }
        String refusal = refusal(e);
        if (refusal != null) {
            LOG.debug("Input or output failed", e);
            command.getErr().println("outlayer: " + refusal + ". " + AGAIN);
        } else {
            LOG.error("Unforeseen failure. " + AGAIN, e);
        }
        return FAILED;
    }

    /** What a disk, a store or the network said, without a frame: a full disk is nobody's mistake in the code. */
    private static @Nullable String refusal(Throwable e) {
        List<String> words = new ArrayList<>();
        boolean refused = false;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            refused = cause instanceof IOException || (refused && isOfAStore(cause));
            String said = Objects.requireNonNullElse(
                    cause.getMessage(), cause.getClass().getSimpleName());
            boolean wraps =
                    cause.getCause() != null && said.equals(cause.getCause().toString());
            boolean ours = cause instanceof IOException || cause instanceof UncheckedIOException;
            if (ours && !wraps && words.stream().noneMatch(outer -> outer.contains(said))) {
                words.add(said);
            }
        }
        return refused ? String.join(": ", words) : null;
    }

    /** The client library of S3 throws its own, inside the connector's. */
    private static boolean isOfAStore(Throwable cause) {
        return cause.getClass().getName().startsWith("software.amazon.awssdk.");
    }

    /** The innermost cause with evidence for the caller: ours are IllegalArgumentExceptions. */
    private static @Nullable Throwable foreseen(Throwable e) {
        Throwable found = null;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SettingsException) {
                return cause;
            }
            if (cause instanceof IllegalArgumentException
                    && found == null
                    && cause.getStackTrace().length > 0
                    && cause.getStackTrace()[0].getClassName().startsWith("outlayer.")) {
                found = cause;
            }
        }
        return found;
    }

    private static String path(CommandLine command) {
        return command.getParent() == null ? "" : command.getCommandName() + " ";
    }
}
