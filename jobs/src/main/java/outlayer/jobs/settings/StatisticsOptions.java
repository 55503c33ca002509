package outlayer.jobs.settings;

import java.io.Serializable;

/**
 * How statistics are taken where no vectors are kept.
 *
 * @param shards of a part whose vectors are summed in one unit; the file has about d / n of the bytes of their n vectors
 * @param maxMemoryBytes that the sums of one task may take: a d x d matrix in double precision for each layer of each feature
 */
public record StatisticsOptions(int shards, long maxMemoryBytes) implements Serializable {

    public StatisticsOptions {
        if (shards < 1) {
            throw new IllegalArgumentException("shards is " + shards + ", expected at least 1");
        }
    }

    static StatisticsOptions of(Block block) {
        return new StatisticsOptions(block.integer("shards"), block.bytes("max-memory"));
    }
}
