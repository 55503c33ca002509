package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelPlacesTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void labelsStandApartInsideThePanelAndKeepTheirOrder(long seed) {
        Random random = new Random(seed);
        double[] places = random.doubles(12, 0, 200).toArray();
        double[] spread = LabelPlaces.spread(places, 200);
        for (int i = 0; i < places.length; i++) {
            assertThat(spread[i]).isBetween(-1e-9, 200 + 1e-9);
            for (int j = 0; j < places.length; j++) {
                if (places[i] < places[j]) {
                    assertThat(spread[j] - spread[i]).isGreaterThanOrEqualTo(LabelPlaces.LINE - 1e-9);
                }
            }
        }
    }

    @Test
    void labelsThatStandApartStayWhereTheyAre() {
        assertThat(LabelPlaces.spread(new double[] {150, 20, 60}, 200)).containsExactly(150, 20, 60);
    }

    @Test
    void twoThatMeetMoveByHalfALineEach() {
        // 100 and 100: 93.5 and 106.5, 13 apart, mean 100
        assertThat(LabelPlaces.spread(new double[] {100, 100}, 200)).containsExactly(93.5, 106.5);
    }

    @Test
    void secondOfTwoNeighboursIsNamedOnItsOtherSide() {
        List<LabelPlaces.Named> points =
                List.of(new LabelPlaces.Named(200, 50, "addition"), new LabelPlaces.Named(180, 50, "subtraction"));
        assertThat(LabelPlaces.sides(points, 400, 200)).containsExactly("right", "left");
    }

    @Test
    void pointWithoutRoomIsNotNamed() {
        LabelPlaces.Named point = new LabelPlaces.Named(200, 50, "a-name-that-is-wider-than-its-panel-is-on-any-side");
        assertThat(LabelPlaces.sides(List.of(point), 300, 200)).containsExactly("");
    }

    @Test
    void nothingToNameIsNoLabel() {
        assertThat(LabelPlaces.spread(new double[0], 200)).isEmpty();
    }
}
