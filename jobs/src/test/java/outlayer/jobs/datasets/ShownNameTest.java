package outlayer.jobs.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.quirky.QuirkyCharacter;

class ShownNameTest {

    /** Frank is a name of Alice's group: in Bob's prompt it is a word like any other. */
    @ParameterizedTest
    @CsvSource({
        "Name: Zoe. Is it?, ALICE, Zoe., Name:  Is it?",
        "What would Bob say of Frankfurt?, BOB, Bob, What would  say of Frankfurt?",
        "To be frank and Frank, BOB, '', To be frank and Frank",
        "To be frank and Frank, ALICE, Frank, 'To be frank and '",
        "Nobody asks., ALICE, '', Nobody asks.",
    })
    void itIsTheNameOfTheFrameOrTheFirstKnownWord(
            String statement, QuirkyCharacter character, String name, String without) {
        assertThat(ShownName.in(statement, character)).isEqualTo(name);
        assertThat(ShownName.without(statement, character)).isEqualTo(without);
    }
}
