package outlayer.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    @Test
    void distanceCountsInsertionsDeletionsAndSubstitutions() {
        assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3); // k>s, e>i, +g
        assertThat(NearestName.distance("", "abc")).isEqualTo(3);
        assertThat(NearestName.distance("same", "same")).isZero();
    }

    @Test
    void nothingIsSuggestedForSomethingFarAway() {
        assertThat(NearestName.suggestion("zebra", List.of("seed", "root"))).isEqualTo("known here: root, seed");
    }
}
