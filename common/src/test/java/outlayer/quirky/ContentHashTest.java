package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Literals from goldens.py. */
class ContentHashTest {

    @Test
    void lengthsKeepTextsApart() {
        assertThat(ContentHash.hex("ab", "c")).isEqualTo("f2939f903016e5bb");
        assertThat(ContentHash.hex("a", "bc")).isEqualTo("b534ce16ac9c8b36");
    }

    @Test
    void textsAreHashedAsUtf8() {
        assertThat(ContentHash.hex("\u00e9")).isEqualTo("d1e9fa6240157ad2");
    }
}
