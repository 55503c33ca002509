package outlayer.jobs.settings;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Local files under the scheme {@code store}, for those who set an endpoint; counts its open instances. */
public final class StoreFileSystem extends RawLocalFileSystem {

    static final String IMPLEMENTATION = "fs.store.impl";
    static final String ENDPOINT = "fs.store.endpoint";
    static final AtomicInteger OPEN = new AtomicInteger();

    @Override
    public void initialize(URI uri, Configuration configuration) throws IOException {
        if (configuration.get(ENDPOINT) == null) {
            throw new IOException("No " + ENDPOINT);
        }
        super.initialize(uri, configuration);
        OPEN.incrementAndGet();
    }

    @Override
    public void close() throws IOException {
        super.close();
        OPEN.decrementAndGet();
    }

    @Override
    public URI getUri() {
        return URI.create("store:///");
    }
}
