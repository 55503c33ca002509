package outlayer.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The page's own files beside this class, and the ECharts of the class path. */
final class Resources {

    private static final String WEBJAR = "/META-INF/maven/org.webjars/echarts/pom.properties";

    private Resources() {}

    /** A file of {@code resources/outlayer/report}. */
    static String text(String name) {
        return require(read(name), name);
    }

    /** echarts.min.js of whatever version the webjar brings. */
    static String echarts() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(require(read(WEBJAR), WEBJAR)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String path = "/META-INF/resources/webjars/echarts/" + properties.getProperty("version") + "/echarts.min.js";
        return require(read(path), path);
    }

    private static String require(@Nullable String text, String name) {
        if (text == null) {
            throw new IllegalStateException(
                    "Class path: found no " + name
                            + ", expected it from outlayer-common or org.webjars:echarts; was the jar shaded without META-INF?");
        }
        return text;
    }

    private static @Nullable String read(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Class path: cannot read " + name, e);
        }
    }
}
