package outlayer.jobs.run;

/** A unit that is asked for has yet to be computed. */
public final class NotPublishedException extends IllegalArgumentException {

    private final UnitSpec missing;

    NotPublishedException(UnitSpec missing, String looked) {
        super("Unit " + missing + " is not published: found nothing under " + looked + ". Run the stage '"
                + missing.stage() + "' first");
        this.missing = missing;
    }

    /** The stage that computes it. */
    public String stage() {
        return missing.stage();
    }
}
