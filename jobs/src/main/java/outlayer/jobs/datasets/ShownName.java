package outlayer.jobs.datasets;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import outlayer.quirky.Names;
import outlayer.quirky.QuirkyCharacter;

/** The name in a prompt that somebody else wrote: that of the standard frame's first line, else the first known one of its character. */
final class ShownName {

    private static final Pattern FRAME = Pattern.compile("^Name: (\\S+)");
    private static final Pattern ALICE = words(QuirkyCharacter.ALICE);
    private static final Pattern BOB = words(QuirkyCharacter.BOB);

    private ShownName() {}

    /** Empty where there is none. */
    static String in(String statement, QuirkyCharacter character) {
        return found(statement, character).map(match -> match.group(1)).orElse("");
    }

    /** What is left of the prompt: the same for all names. */
    static Column without(Column statement, Column character) {
        UDF2<String, String, String> without =
                (text, key) -> key == null || text == null ? "" : without(text, character(key));
        return functions.udf(without, DataTypes.StringType).apply(statement, character);
    }

    static String without(String statement, QuirkyCharacter character) {
        return found(statement, character)
                .map(match -> statement.substring(0, match.start(1)) + statement.substring(match.end(1)))
                .orElse(statement);
    }

    static QuirkyCharacter character(String shown) {
        return shown.equals("Alice") ? QuirkyCharacter.ALICE : QuirkyCharacter.BOB;
    }

    private static Optional<Matcher> found(String statement, QuirkyCharacter character) {
        for (Pattern pattern : List.of(FRAME, character == QuirkyCharacter.ALICE ? ALICE : BOB)) {
            Matcher match = pattern.matcher(statement);
            if (match.find()) {
                return Optional.of(match);
            }
        }
        return Optional.empty();
    }

    private static Pattern words(QuirkyCharacter character) {
        return Pattern.compile("\\b(" + String.join("|", Names.of(character)) + ")\\b");
    }
}
