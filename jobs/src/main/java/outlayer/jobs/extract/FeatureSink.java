package outlayer.jobs.extract;

import outlayer.feature.Observations;
import outlayer.quirky.Example;

/** Where the vectors of a unit go, example by example in the shards' order. For one thread at a time. */
public interface FeatureSink extends AutoCloseable {

    /** Takes the vectors of one example. */
    void add(Example example, Observations read, int prompt);

    /** Takes note of an example that has none. */
    void addMissing(Example example);

    /** Completes the files, after the last example. */
    void finish();

    /** Frees what it holds, whether it was finished or not. */
    @Override
    void close();
}
