package outlayer.jobs.fetch;

import java.util.Locale;
import java.util.regex.Pattern;
import outlayer.jobs.settings.SettingsException;

/**
 * A repository of the hub. An adapter is a model repository.
 *
 * @param name {@code owner/name}, or {@code name} alone for the few old ones without an owner
 */
public record Repository(Type type, String name) {

    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,95}(/[A-Za-z0-9_][A-Za-z0-9._-]{0,95})?");

    /** What a repository holds, and where the hub keeps it. */
    public enum Type {
        MODEL("api/models/", ""),
        DATASET("api/datasets/", "datasets/");

        private final String api;
        private final String files;

        Type(String api, String files) {
            this.api = api;
            this.files = files;
        }

        /** As the command line and the record spell it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Type of(String key) {
            for (Type type : values()) {
                if (type.key().equals(key)) {
                    return type;
                }
            }
            throw new SettingsException("--type: found '" + key + "', expected model or dataset");
        }
    }

    public Repository {
        if (!NAME.matcher(name).matches() || name.contains("..") || name.contains("--")) {
            throw new SettingsException("Repository '" + name
                    + "': expected owner/name, as in mistralai/Mistral-7B-v0.1; for a dataset add --type dataset");
        }
    }

    /** Relative to the endpoint, where the hub answers questions about it. */
    String api() {
        return type.api + name;
    }

    /** Relative to the endpoint: its page for people, and the root of its files. */
    String page() {
        return type.files + name;
    }

    @Override
    public String toString() {
        return name;
    }
}
