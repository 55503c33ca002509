package outlayer.jobs.datasets;

import java.io.Serializable;

/**
 * Examples of one group in one bucket.
 *
 * @param distinct different ones
 * @param repeats exact repeats of these
 */
record BucketCount(Place place, long distinct, long repeats) implements Serializable {

    /** A group in a bucket. */
    record Place(int bucket, ExampleKey.Group group) implements Serializable {}

    static BucketCount one(ExampleKey key) {
        return new BucketCount(new Place(key.bucket(), key.group()), 1, 0);
    }

    static BucketCount repeat(ExampleKey key) {
        return new BucketCount(new Place(key.bucket(), key.group()), 0, 1);
    }

    BucketCount and(BucketCount more) {
        return new BucketCount(place, distinct + more.distinct, repeats + more.repeats);
    }
}
