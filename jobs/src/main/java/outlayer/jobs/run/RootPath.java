package outlayer.jobs.run;

import java.nio.charset.Charset;
import org.apache.hadoop.fs.Path;

/** Reads the text of {@code run.root}. */
final class RootPath {

    private static final String GLOB = "*?[]{}";

    /** Where Databricks mounts volumes of Unity Catalog. */
    private static final String VOLUMES = "/Volumes/";

    private RootPath() {}

    static Path parse(String root) {
        root.chars().filter(c -> GLOB.indexOf(c) >= 0).findFirst().ifPresent(c -> {
            throw new IllegalArgumentException("found '" + (char) c + "', which Spark would take for a pattern");
        });
        // The default file system there, dbfs, refuses every operation on volumes.
        Path path = root.startsWith(VOLUMES) ? new Path("file", null, root) : new Path(root);
        String scheme = path.toUri().getScheme();
        Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        if ((scheme == null || scheme.equals("file")) && !names.newEncoder().canEncode(root)) {
            throw new IllegalArgumentException("this Java writes file names in " + names
                    + ", which lacks some of these characters; set LC_ALL=C.UTF-8 before starting it");
        }
        return path;
    }
}
