package outlayer.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** Where an unfinished training survives the process that it runs in. */
public interface CheckpointStore {

    /**
     * Brings the newest checkpoint that is whole into an empty local directory; damaged ones are left out with a warning.
     *
     * @return whether there was one
     */
    boolean restore(Path directory) throws IOException;

    /** Keeps all files of a local directory as the newest checkpoint. A file never changes under its name. */
    void keep(Path directory, int step) throws IOException;

    /** Keeps nothing: a training that is begun anew after a break. */
    static CheckpointStore none() {
        return new CheckpointStore() {
            @Override
            public boolean restore(Path directory) {
                return false;
            }

            @Override
            public void keep(Path directory, int step) {}
        };
    }
}
