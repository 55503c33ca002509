package outlayer.jobs.datasets;

/**
 * What a failure of Spark says, in a line or two. Its exceptions are checked ones that no method declares, so that whoever answers them
 * catches {@link Exception}.
 */
final class SparkFailure {

    private SparkFailure() {}

    /** The message without the plan that it appends, and that of the deepest cause. */
    static String text(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String outer = message(failure);
        String inner = message(root);
        return outer.contains(inner) ? outer : outer + " (" + inner + ")";
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        int plan = message.indexOf(";\n");
        return (plan < 0 ? message : message.substring(0, plan)).strip();
    }
}
