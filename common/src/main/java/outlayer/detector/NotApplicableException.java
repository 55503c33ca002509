package outlayer.detector;

/** The vectors give a detector nothing to work on; the message is the note that results carry in place of scores, beginning with n/a. */
public final class NotApplicableException extends RuntimeException {

    /** With which every note begins. */
    public static final String PREFIX = "n/a: ";

    public NotApplicableException(String reason) {
        super(PREFIX + reason);
    }
}
