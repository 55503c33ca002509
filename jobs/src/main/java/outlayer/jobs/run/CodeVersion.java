package outlayer.jobs.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which build of Outlayer this is, from {@code outlayer/version.properties}, which the build fills in. */
public final class CodeVersion {

    private static final String RESOURCE = "/outlayer/version.properties";
    private static final String UNKNOWN = "unversioned";
    private static final String CURRENT = read(RESOURCE);

    private CodeVersion() {}

    /** {@code 0.1.0+4f1c2d9}, only the version where no commit is known, {@code unversioned} where nothing is. */
    public static String current() {
        return CURRENT;
    }

    static String read(String resource) {
        Properties properties = new Properties();
        try (InputStream in = CodeVersion.class.getResourceAsStream(resource)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Class-path resource " + resource, e);
        }
        String version = filled(properties, "version");
        String commit = filled(properties, "commit");
        return version.isEmpty() ? UNKNOWN : commit.isEmpty() ? version : version + "+" + commit;
    }

    /** Empty where the build left its placeholder as it was. */
    private static String filled(Properties properties, String name) {
        String value = properties.getProperty(name, "").strip();
        return value.contains("${") ? "" : value;
    }
}
