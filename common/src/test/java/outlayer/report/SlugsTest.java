package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlugsTest {

    private final Slugs slugs = new Slugs();

    @Test
    void nameKeepsItsLettersAndDigitsOnly() {
        assertThat(slugs.of("thing", "Flow-Z/mahalanobis rcond=1e-5 (online)"))
                .isEqualTo("flow-z-mahalanobis-rcond-1e-5-online");
    }

    @Test
    void sameThingHasTheSameNameAndDifferentThingsNeverDo() {
        String first = slugs.of(1, "a=1");
        assertThat(slugs.of(2, "a:1")).isEqualTo("a-1-2");
        assertThat(slugs.of(1, "a=1")).isEqualTo(first).isEqualTo("a-1");
        assertThat(slugs.of(3, "a".repeat(200))).isNotEqualTo(slugs.of(4, "a".repeat(201)));
    }

    @Test
    void nameWithoutLettersIsStillOne() {
        assertThat(slugs.of(1, "/../")).isEqualTo("x");
    }
}
