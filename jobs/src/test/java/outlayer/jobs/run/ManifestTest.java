package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ManifestTest {

    private static final Manifest MANIFEST = new Manifest(
            UnitSpecTest.SPEC,
            UnitSpecTest.SPEC.key(),
            "20260101T000000000-00000000",
            List.of(new DataFile("a.parquet", 10_000_000_000L, 7, "0a1b2c3d")),
            new TreeMap<>(Map.of("quarantined", 2L)),
            List.of("<layer 0> is constant"),
            "0.1.0+4f1c2d9",
            "2026-01-01T00:00:00Z");

    @Test
    void jsonAndBackIsTheSame() {
        assertThat(Manifest.fromJson("here", MANIFEST.toJson())).isEqualTo(MANIFEST);
    }

    @Test
    void layoutDoesNotMatterButContentDoes() {
        String json = MANIFEST.toJson();
        assertThat(Manifest.fromJson("here", json.replace("\n", " "))).isEqualTo(MANIFEST);
        assertThatThrownBy(() -> Manifest.fromJson("/r/manifest.json", json.replace("\"rows\": 7", "\"rows\": 8")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Manifest /r/manifest.json cannot be read: digest")
                .hasMessageContaining("it was changed after it was published")
                .hasMessageEndingWith("Remove this file to have the unit computed again");
    }

    @Test
    void aLaterFormatIsRefused() {
        assertThatThrownBy(() -> Manifest.fromJson("m", MANIFEST.toJson().replace("\"format\": 1", "\"format\": 2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format 2, this version of Outlayer reads format 1");
    }

    /** Cut anywhere, a manifest is refused by name, never half believed. */
    @Test
    void noPrefixOfAManifestIsOne() {
        String json = MANIFEST.toJson().strip();
        for (int length = 0; length < json.length(); length++) {
            String cut = json.substring(0, length);
            assertThatThrownBy(() -> Manifest.fromJson("/r/manifest.json", cut))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Manifest /r/manifest.json cannot be read");
        }
    }

    @Test
    void aFileItDoesNotHaveIsNamed() {
        assertThatThrownBy(() -> MANIFEST.file("b.parquet"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no file b.parquet; it has [a.parquet]");
    }

    @Test
    void whatWasNotCountedIsZero() {
        assertThat(MANIFEST.count("quarantined")).isEqualTo(2);
        assertThat(MANIFEST.count("other")).isZero();
    }
}
