package outlayer.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    /** 12 of 48 units in 20 s: the other 36 take 60 s. */
    @Test
    void theRestTakesAsLongAsWhatIsDoneDid() {
        assertThat(new Pace(12, 48, 6200, 542_000, 20))
                .hasToString("12 of 48 units, 310 examples/s, 27.1 k tokens/s, ETA 1:00");
        assertThat(new Pace(1, 100, 10, 0, 60)).hasToString("1 of 100 units, 0 examples/s, ETA 1:39:00");
    }

    @Test
    void whatIsNotCountedIsLeftOut() {
        assertThat(new Pace(3, 9, 0, 0, 2)).hasToString("3 of 9 units, ETA 0:04");
        assertThat(new Pace(0, 9, 0, 0, 2)).hasToString("0 of 9 units");
        assertThat(new Pace(9, 9, 90, 0, 2)).hasToString("9 of 9 units, 45 examples/s");
    }
}
