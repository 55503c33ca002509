package outlayer.jobs.datasets;

/** What an exception of Spark says, without the plan that it appends. */
final class FirstLine {

    private FirstLine() {}

    static String of(Throwable e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        int plan = message.indexOf(";\n");
        return (plan < 0 ? message : message.substring(0, plan)).strip();
    }
}
