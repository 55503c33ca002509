package outlayer.stats;

import org.jspecify.annotations.Nullable;

/**
 * A few numbers by their mean and extent.
 *
 * @param standardDeviation by n - 1; null for a single number
 */
public record Spread(long n, double mean, @Nullable Double standardDeviation, double min, double max) {

    /** Of at least one number, all finite. */
    public static Spread of(double... numbers) {
        if (numbers.length == 0) {
            throw new IllegalArgumentException("The spread of no numbers is not defined; expected at least one");
        }
        double sum = 0;
        double min = numbers[0];
        double max = numbers[0];
        for (double number : numbers) {
            sum += number;
            min = Math.min(min, number);
            max = Math.max(max, number);
        }
        double mean = sum / numbers.length;
        double squares = 0;
        for (double number : numbers) {
            squares += (number - mean) * (number - mean);
        }
        Double deviation = numbers.length == 1 ? null : Math.sqrt(squares / (numbers.length - 1));
        return new Spread(numbers.length, mean, deviation, min, max);
    }
}
