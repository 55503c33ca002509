package outlayer.jobs.settings;

/** The experiment file or the command line is wrong: the caller mends it; the command line exits with 2. */
public final class SettingsException extends IllegalArgumentException {

    public SettingsException(String message) {
        super(message);
    }

    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
