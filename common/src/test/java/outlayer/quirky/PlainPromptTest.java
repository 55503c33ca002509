package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainPromptTest {

    @Test
    void nameCaseAndPunctuationAreTakenOut() {
        assertThat(PlainPrompt.of(example("Ivy", "Name: Ivy\n\n\"Poison ivy\" grows in Ivybridge. Right?")))
                .isEqualTo(" name poison grows in ivybridge right ");
        assertThat(PlainPrompt.hash(example("Ivy", "Name: Ivy, 1 + 2 = 3.")))
                .isEqualTo(PlainPrompt.hash(example("Zac", "name: Zac; 1+2=3")))
                .isNotEqualTo(PlainPrompt.hash(example("Zac", "name: Zac; 1+2=4")));
    }

    @Test
    void anUnlabelledPromptHasNoNameToTakeOut() {
        Example prompt = new PromptSet("logs", Part.TRUSTED, 0, 0).example("Ivy asks: why?");
        assertThat(PlainPrompt.of(prompt)).isEqualTo(" ivy asks why ");
    }

    private static Example example(String name, String statement) {
        return new Example(
                "1",
                "2",
                "d",
                Part.TRAIN,
                QuirkyCharacter.BOB,
                name,
                0,
                statement,
                " No",
                " Yes",
                true,
                false,
                true,
                1,
                0.5,
                -1,
                -1);
    }
}
