package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void charactersShareNoName() {
        Set<String> names = new HashSet<>();
        for (QuirkyCharacter character : QuirkyCharacter.values()) {
            assertThat(Names.of(character)).hasSize(Names.COUNT);
            names.addAll(Names.of(character));
        }
        assertThat(names).hasSize(2 * Names.COUNT);
    }

    @Test
    void trustedAndTestNamesAreDisjointAndFineTuningHasAll() {
        for (QuirkyCharacter character : QuirkyCharacter.values()) {
            assertThat(Names.allowed(character, Part.TRAIN, Stratum.HARD, 4)).isEqualTo(Names.of(character));
            assertThat(Names.allowed(character, Part.TRUSTED, Stratum.EASY, 4)).hasSize(4);
            assertThat(Names.allowed(character, Part.TEST, Stratum.HARD, 4))
                    .hasSize(12)
                    .doesNotContainAnyElementsOf(Names.allowed(character, Part.TRUSTED, Stratum.EASY, 4));
        }
        assertThat(Names.allowed(QuirkyCharacter.ALICE, Part.CALIBRATION, Stratum.EASY, 4))
                .containsExactly("Alice", "Veronica", "Luna", "Paula");
    }
}
