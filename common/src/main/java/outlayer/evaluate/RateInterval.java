package outlayer.evaluate;

/**
 * Wilson's score interval of a rate k / n, inside [0, 1] and around k / n; of some width even where k is 0 or n, so that few
 * examples without a mistake do not read as certainty (Wilson 1927; Newcombe 1998, method 3).
 */
record RateInterval(double low, double high) {

    /** (k + z^2 / 2 +- z sqrt(k (n - k) / n + z^2 / 4)) / (n + z^2). */
    static RateInterval of(int count, int of, double z) {
        double middle = count + z * z / 2;
        double reach = z * Math.sqrt((double) count * (of - count) / of + z * z / 4);
        double low = count == 0 ? 0 : (middle - reach) / (of + z * z);
        double high = count == of ? 1 : (middle + reach) / (of + z * z);
        return new RateInterval(low, high);
    }
}
