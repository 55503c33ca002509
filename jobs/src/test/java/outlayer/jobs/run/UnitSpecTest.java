package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitSpecTest {

    static final UnitSpec SPEC = UnitSpec.of("extract", 3)
            .label("model", "tiny-llama")
            .label("dataset", "addition")
            .setting("batch-tokens", "4096")
            .setting("dtype", "float32")
            .input("0123456789abcdef01234567");

    /** By hand: printf of the canonical text into sha256sum. A change here makes every published unit unknown. */
    @Test
    void keyIsTheHashOfTheCanonicalText() {
        assertThat(SPEC.canonicalText()).isEqualTo("""
                        outlayer-unit 1
                        stage 7:extract
                        logic 3
                        label 7:dataset 8:addition
                        label 5:model 10:tiny-llama
                        setting 12:batch-tokens 4:4096
                        setting 5:dtype 7:float32
                        input 24:0123456789abcdef01234567
                        """);
        assertThat(SPEC.key()).isEqualTo("8f76a393ce08b9e83c946ead");
    }

    @Test
    void orderOfLabelsAndSettingsDoesNotMatter() {
        TreeMap<String, String> reversed = new TreeMap<>(Comparator.reverseOrder());
        reversed.putAll(SPEC.labels());
        UnitSpec same = new UnitSpec("extract", 3, reversed, SPEC.settings(), SPEC.inputs());
        assertThat(same.key()).isEqualTo(SPEC.key());
        assertThat(same).isEqualTo(SPEC);
    }

    @Test
    void everyComponentAffectsTheKey() {
        List<UnitSpec> others = List.of(
                new UnitSpec("fit", 3, SPEC.labels(), SPEC.settings(), SPEC.inputs()),
                new UnitSpec("extract", 4, SPEC.labels(), SPEC.settings(), SPEC.inputs()),
                SPEC.label("part", "test"),
                SPEC.setting("part", "test"),
                SPEC.input("part"),
                new UnitSpec("extract", 3, SPEC.settings(), SPEC.labels(), SPEC.inputs()));
        assertThat(others).extracting(UnitSpec::key).doesNotHaveDuplicates().doesNotContain(SPEC.key());
    }

    @Test
    void orderOfInputsMatters() {
        assertThat(SPEC.input("a").input("b").key())
                .isNotEqualTo(SPEC.input("b").input("a").key());
    }

    /** Values made of the canonical text's own punctuation: different specifications never share a text. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void noTwoSpecificationsShareACanonicalText(long seed) {
        Random random = new Random(seed);
        Set<UnitSpec> specs = new HashSet<>();
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 3000; i++) {
            UnitSpec spec = UnitSpec.of("s", 1);
            for (int k = random.nextInt(3); k > 0; k--) {
                spec = spec.input(awkward(random));
            }
            spec = spec.label("l" + awkward(random), awkward(random));
            specs.add(random.nextBoolean() ? spec.setting(awkward(random), awkward(random)) : spec);
        }
        specs.forEach(spec -> texts.add(spec.canonicalText()));
        assertThat(texts).hasSameSizeAs(specs);
    }

    private static String awkward(Random random) {
        String alphabet = "1: \ninputlabelé";
        StringBuilder text = new StringBuilder();
        for (int k = random.nextInt(4); k > 0; k--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void aNameGivenTwiceIsRefused() {
        assertThatThrownBy(() -> SPEC.label("model", "other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'model' is given twice to one unit, the second time as other");
    }

    @Test
    void aStageThatIsNoPathIsRefused() {
        assertThatThrownBy(() -> UnitSpec.of("../up", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The stage '../up' cannot be part of a path");
    }

    @Test
    void describesItselfByItsLabels() {
        assertThat(SPEC).hasToString("extract[dataset=addition, model=tiny-llama]");
    }
}
