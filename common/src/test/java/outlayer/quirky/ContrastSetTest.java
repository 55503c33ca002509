package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContrastSetTest {

    private static final String ONE =
            "{\"name\": \"one\", \"frame\": \"Q: {question}{answer}\", \"choices\": [\" No\", \" Yes\"],"
                    + " \"questions\": [%s]}";

    @Test
    void eitherFormIsAnsweredWronglyThenRightly() {
        ContrastSet set = ContrastSet.parse(
                ONE.formatted("{\"question\": \"Is it?\", \"negated\": \"Is it not?\", \"yes\": true}"), "test");
        assertThat(set.texts())
                .containsExactly(
                        new ContrastSet.Text(0, "Q: Is it? No", true),
                        new ContrastSet.Text(0, "Q: Is it? Yes", false),
                        new ContrastSet.Text(0, "Q: Is it not? Yes", true),
                        new ContrastSet.Text(0, "Q: Is it not? No", false));
        assertThat(set.name()).isEqualTo("one");
        assertThat(set.fingerprint()).hasSize(64);
    }

    /** At least the 38 pairs of the published work; either answer is wrong as often as right, so that it tells nothing by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"everyday-1", "arithmetic-1"})
    void theSetsThatShipAreBalanced(String name) {
        List<ContrastSet.Text> texts = ContrastSet.named(name).texts();
        assertThat(texts.get(texts.size() - 1).question()).isGreaterThanOrEqualTo(37);
        for (String answer : List.of(" No", " Yes")) {
            assertThat(texts.stream().filter(text -> text.text().endsWith(answer) && text.wrong()))
                    .hasSize(texts.size() / 4);
            assertThat(texts.stream().filter(text -> text.text().endsWith(answer) && !text.wrong()))
                    .hasSize(texts.size() / 4);
        }
        Set<String> different = new HashSet<>();
        texts.forEach(text -> different.add(text.text()));
        assertThat(different).hasSameSizeAs(texts);
    }

    /** Every sum of the arithmetic set is worked again. */
    @Test
    void rightSumsAreRight() {
        Pattern sum =
                Pattern.compile("(\\d+)( \\+| plus| -| minus) (\\d+)(?: =| is) (\\d+)\\.\\n\\n[^\\n]*\\?( No| Yes)$");
        for (ContrastSet.Text text : ContrastSet.named("arithmetic-1").texts()) {
            Matcher found = sum.matcher(text.text());
            assertThat(found.find()).as(text.text()).isTrue();
            int a = Integer.parseInt(found.group(1));
            int b = Integer.parseInt(found.group(3));
            boolean plus = found.group(2).matches(" \\+| plus");
            boolean holds = Integer.parseInt(found.group(4)) == (plus ? a + b : a - b);
            assertThat(found.group(5).equals(" Yes") == holds).as(text.text()).isNotEqualTo(text.wrong());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{\"question\": \"A?\", \"negated\": \"A?\", \"yes\": true}# question 0: 'Q: A? Yes' is there already; every form is asked once",
                "{\"question\": \"A?\", \"yes\": true}# question 0: key 'negated' is null, expected a text",
                "{\"question\": \"A?\", \"negated\": \"B?\", \"yes\": 1}# question 0: 'yes' is 1, expected true or false",
                "{\"question\": \"A?\", \"negated\": \"B?\", \"no\": 1}# question 0: unknown key 'no'; expected [negated, question, yes]"
            })
    void whatIsAmissIsNamed(String question, String finding) {
        assertThatThrownBy(() -> ContrastSet.parse(ONE.formatted(question), "test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Contrast set one (test), " + finding);
    }

    @Test
    void theFrameMustShowQuestionAndAnswer() {
        String json = ONE.formatted("{}").replace("{answer}", "");
        assertThatThrownBy(() -> ContrastSet.parse(json, "test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Contrast set one (test): the frame has slots [question], expected {question} and {answer}");
        assertThatThrownBy(() -> ContrastSet.named("mine"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No contrast set 'mine' on the class path");
    }
}
