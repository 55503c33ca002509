package outlayer.jobs.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which recorded runs stay: the newest, that many, and all that are no older than an age.
 *
 * @param newest at least one, so that a root never loses everything
 * @param age zero: none stays for its age alone
 */
public record Retention(int newest, Duration age) {

    public Retention {
        if (newest < 1) {
            throw new IllegalArgumentException(
                    "runs to keep: " + newest + ", expected at least 1; the newest run of a root always stays");
        }
        if (age.isNegative()) {
            throw new IllegalArgumentException("age of runs to keep: " + age + ", expected none or a time that passed");
        }
    }

    /** Those that stay, in their order. */
    public List<RunRecord> of(List<RunRecord> oldestFirst, Instant now) {
        return IntStream.range(0, oldestFirst.size())
                .filter(i -> i >= oldestFirst.size() - newest
                        || !Instant.parse(oldestFirst.get(i).created()).isBefore(now.minus(age)))
                .mapToObj(oldestFirst::get)
                .toList();
    }
}
