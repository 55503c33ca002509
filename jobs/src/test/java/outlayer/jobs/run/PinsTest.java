package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinsTest {

    @TempDir
    Path directory;

    @Test
    void aPinComesBackAsItWasAndTwiceTheSameIsOne() {
        RunDirectory fits = Runs.local(directory.resolve("fits"));
        RunDirectory nightly = Runs.local(directory.resolve("nightly"));
        Pin pin = Pin.by(nightly, Map.of("fit", List.of("a", "b")), Map.of("score", List.of("c")));
        fits.pins().put(pin);
        fits.pins().put(Pin.by(nightly, Map.of("fit", List.of("a", "b")), Map.of("score", List.of("c"))));
        assertThat(fits.pins().all()).containsOnly(Map.entry(pin.id(), pin));
        assertThat(fits.runs()).isEmpty();
    }

    @Test
    void otherNeedsAreAnotherPin() {
        RunDirectory run = Runs.local(directory);
        Pin monday = Pin.by(run, Map.of("fit", List.of("a")), Map.of("score", List.of("c")));
        Pin tuesday = Pin.by(run, Map.of("fit", List.of("a")), Map.of("score", List.of("d")));
        assertThat(monday.id()).isNotEqualTo(tuesday.id());
        run.pins().put(monday);
        run.pins().put(tuesday);
        assertThat(run.pins().all()).hasSize(2);
    }

    @Test
    void aDamagedPinIsNamed() throws Exception {
        Path pins = Files.createDirectories(directory.resolve("runs/pins"));
        Files.writeString(pins.resolve("x.json"), "{}");
        assertThatThrownBy(() -> Runs.local(directory).pins().all())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("runs/pins/x.json cannot be read")
                .hasMessageEndingWith("Remove this file to let go of the units that it held");
    }

    @Test
    void aPinOfNothingIsRefused() {
        assertThatThrownBy(() -> Pin.by(Runs.local(directory), Map.of(), Map.of("score", List.of("c"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected units on both sides");
    }
}
