package outlayer.jobs.run;

import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Local files under a scheme of which Outlayer knows nothing, so that it must not trust rename to refuse a target. */
public final class DriveFileSystem extends RawLocalFileSystem {

    static final String SCHEME = "drive";

    static RunDirectory run(java.nio.file.Path root) {
        Configuration configuration = new Configuration();
        configuration.setClass("fs.drive.impl", DriveFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
        return RunDirectory.open(SCHEME + "://" + root, configuration);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }
}
