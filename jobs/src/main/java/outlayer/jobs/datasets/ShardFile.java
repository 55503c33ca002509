package outlayer.jobs.datasets;

import java.io.Serializable;
import outlayer.jobs.run.DataFile;
import outlayer.quirky.Part;

/**
 * A shard that a task has written.
 *
 * @param index among those of the part, from 0
 * @param digest of its examples
 */
record ShardFile(Part part, int index, DataFile file, String digest) implements Serializable {}
