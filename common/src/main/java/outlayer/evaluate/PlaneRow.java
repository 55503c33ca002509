package outlayer.evaluate;

/**
 * Where one test example lies on the plane of the two directions in which trusted vectors of its layer vary most, in their standard
 * deviations; the components are the columns, in order.
 *
 * @param share of the trusted variance that lies in the plane
 * @param character key of who asks
 * @param labels key of the {@link Subset} that says whether the two characters' labels agree
 */
public record PlaneRow(
        String model,
        String dataset,
        String variant,
        String feature,
        String layer,
        double share,
        String id,
        String character,
        String labels,
        double first,
        double second) {}
