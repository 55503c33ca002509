package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SlotTextTest {

    @Test
    void slotsAreFilledAndTheMarkedOneIsFound() {
        SlotText.Filled filled =
                SlotText.parse("{a} + {b} = {result}.").fill(slot -> slot.equals("result") ? "-46" : "7", "result");
        assertThat(filled).isEqualTo(new SlotText.Filled("7 + 7 = -46.", 8, 11));
    }

    @Test
    void spansCountCodePoints() {
        // The note is one code point and two chars.
        assertThat(SlotText.parse("\ud834\udd1e {a}").fill(slot -> "12", "a"))
                .isEqualTo(new SlotText.Filled("\ud834\udd1e 12", 2, 4));
    }

    @Test
    void aTextWithoutTheMarkedSlotHasNoSpan() {
        assertThat(SlotText.parse("{a}").fill(slot -> "1", "result")).isEqualTo(new SlotText.Filled("1", -1, -1));
    }

    @Test
    void doubledBracesAreText() {
        assertThat(SlotText.parse("{{{a}}} {{b}}").fill(slot -> "1", "").text()).isEqualTo("{1} {b}");
    }

    @Test
    void aTextTakesThePlaceOfASlot() {
        SlotText whole =
                SlotText.parse("[{x}|{y}]").with("x", SlotText.parse("{a}-{b}")).with("y", SlotText.parse(""));
        assertThat(whole.slots()).containsExactly("a", "b");
        assertThat(whole.fill(slot -> slot, "").text()).isEqualTo("[a-b|]");
    }

    @Test
    void strayBracesAreRefused() {
        assertThatThrownBy(() -> SlotText.parse("a } b")).hasMessage("'a } b' has a } without { at character 2");
        assertThatThrownBy(() -> SlotText.parse("a {b"))
                .hasMessage("'a {b' has no slot name (lower-case letters, digits, _) between { and } at character 2");
    }
}
