package outlayer.training;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** After which steps a model is judged; after the last one always. */
public sealed interface EvaluationSteps extends Serializable {

    /** Whether step, counted from 1, is one of them. */
    boolean includes(int step);

    /** 1, 2, 4, 8 …: as published. */
    record PowersOfTwo() implements EvaluationSteps {

        @Override
        public boolean includes(int step) {
            return Integer.bitCount(step) == 1;
        }

        @Override
        public String toString() {
            return POWERS;
        }
    }

    /** Every so many. */
    record Every(int steps) implements EvaluationSteps {

        public Every {
            Requirement.that(steps > 0, "evaluate-every", steps, "at least 1");
        }

        @Override
        public boolean includes(int step) {
            return step % steps == 0;
        }

        @Override
        public String toString() {
            return "every-" + steps;
        }
    }

    String POWERS = "powers-of-two";

    Pattern EVERY = Pattern.compile("every-([1-9]\\d{0,8})");

    /** {@code powers-of-two} or {@code every-200}. */
    static EvaluationSteps named(String name) {
        Matcher every = EVERY.matcher(name);
        if (every.matches()) {
            return new Every(Integer.parseInt(every.group(1)));
        }
        Requirement.that(
                name.equals(POWERS), "evaluations", "\"" + name + "\"", POWERS + " or, for example, every-200");
        return new PowersOfTwo();
    }
}
