package outlayer.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.quirky.Example;
import outlayer.quirky.Part;
import outlayer.quirky.QuirkyCharacter;

class TestPlanesTest {

    /** Of 400 examples a quarter is of each kind. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theSampleDoesNotDependOnTheOrderAndHoldsEachKindAlike(long seed) {
        List<Example> examples = new ArrayList<>(
                IntStream.range(0, 400).mapToObj(TestPlanesTest::example).toList());
        Set<String> sample = TestPlanes.sample(examples.stream());
        Collections.shuffle(examples, new Random(seed));
        assertThat(TestPlanes.sample(examples.stream())).isEqualTo(sample);
        for (int kind = 0; kind < 4; kind++) {
            int wanted = kind;
            assertThat(sample.stream().filter(id -> Integer.parseInt(id) % 4 == wanted))
                    .hasSize(TestPlanes.SAMPLE);
        }
    }

    @Test
    void fewExamplesAreAllTaken() {
        List<Example> examples =
                IntStream.range(0, 10).mapToObj(TestPlanesTest::example).toList();
        assertThat(TestPlanes.sample(examples.stream())).hasSize(10);
    }

    private static Example example(int i) {
        boolean bob = i % 2 == 1;
        boolean bobLabel = i % 4 < 2;
        return new Example(
                Integer.toString(i),
                "question",
                "addition",
                Part.TEST,
                bob ? QuirkyCharacter.BOB : QuirkyCharacter.ALICE,
                "name",
                0,
                "1 + 1 = 2",
                " No",
                " Yes",
                !bob || bobLabel,
                true,
                bobLabel,
                1,
                0.5,
                -1,
                -1);
    }
}
