package outlayer.jobs.datasets;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import outlayer.quirky.DataCardSums;

/** Files that tasks have written, in any order, and the sums for the data card over all examples of their shards. */
record WrittenShards(List<ShardFile> files, DataCardSums sums) implements Serializable {

    static WrittenShards none(String dataset) {
        return new WrittenShards(new ArrayList<>(), new DataCardSums(dataset));
    }

    WrittenShards and(WrittenShards more) {
        List<ShardFile> all = new ArrayList<>(files);
        all.addAll(more.files);
        return new WrittenShards(all, sums.merge(more.sums));
    }
}
