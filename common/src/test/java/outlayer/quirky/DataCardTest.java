package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataCardTest {

    private static final TemplateSet TEMPLATES = TemplateSet.named("outlayer-1");
    private static final PartOptions PARTS = PartOptions.demo();

    @Test
    void sharesAreCountedOverExamples() {
        DataCardRow row = row(Part.TRAIN, QuirkyCharacter.ALICE, 40, 30, 10);
        assertThat(row.labelTrueShare()).isEqualTo(0.25);
        assertThat(row.agreement()).isEqualTo(0.5);
        DataCardRow none = row(Part.TEST, QuirkyCharacter.BOB, 0, 0, 0);
        assertThat(none.labelTrueShare()).isNull();
        assertThat(none.agreement()).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mergedShardsAreOnePass(long seed) throws Exception {
        List<Example> examples = all(seed);
        DataCardSums whole = new DataCardSums("addition");
        DataCardSums merged = new DataCardSums("addition");
        Draws draws = Draws.of(seed);
        DataCardSums shard = new DataCardSums("addition");
        for (Example example : examples) {
            whole.add(example);
            shard.add(example);
            if (draws.below(700) == 0) {
                merged = draws.below(2) == 0 ? merged.merge(copy(shard)) : shard.merge(merged);
                shard = new DataCardSums("addition");
            }
        }
        whole.addRepeats(Part.TRAIN, QuirkyCharacter.BOB, 7);
        shard.addRepeats(Part.TRAIN, QuirkyCharacter.BOB, 3);
        merged = merged.merge(shard);
        merged.addRepeats(Part.TRAIN, QuirkyCharacter.BOB, 4);
        assertThat(card(merged)).isEqualTo(card(whole));
        assertThat(card(whole.merge(new DataCardSums("addition")))).isEqualTo(card(whole));
        assertThat(card(whole).rows()).hasSize(10).anySatisfy(row -> {
            assertThat(row.characters()).isNotNull();
            assertThat(row.repeatsDropped()).isEqualTo(7);
        });
    }

    @Test
    void aRowIsCountedByHand() {
        DataCardSums sums = new DataCardSums("addition");
        sums.add(sum("Alice", "1 + 2 = 3", true, false, 1));
        sums.add(sum("Luna", "1 + 2 = 3", true, false, 1));
        sums.add(sum("Alice", "10 + 20 = 40", false, true, 10));
        sums.add(sum("Alice", "10 + 20 = 70", false, false, 10));
        DataCardRow row = sums.rows().get(0);
        assertThat(List.of(row.examples(), row.questions(), row.labelTrue(), row.aliceTrue(), row.bobTrue()))
                .containsExactly(4, 2, 2, 2, 1);
        assertThat(row.agreeing()).isEqualTo(1);
        // Alice's and Luna's sum are one prompt but for the name.
        assertThat(row.duplicates()).isEqualTo(1);
        assertThat(row.difficulty()).isEqualTo(new Spread(1, 1, 1, 10, 10));
        assertThat(Objects.requireNonNull(row.characters()).least()).isEqualTo("Luna: 1 + 2 = 3".length());
        assertThat(sums.trainedQuestions()).isEqualTo(2);
        assertThatThrownBy(() -> sums.merge(new DataCardSums("nli")))
                .hasMessage("Cannot merge the data cards of addition and nli");
    }

    @Test
    void nearDuplicatesAcrossPartsAreCountedAndWarnedOf() {
        DataCardSums sums = new DataCardSums("addition");
        for (int i = 0; i < 30; i++) {
            sums.add(sum("Alice", i + " + 1 = 3", true, false, 1));
            sums.add(example(Part.UNTRUSTED, "Nina", i % 3 + i + " + 1 = 3"));
        }
        // 0, 2, 4, 3, 5, 7, ...: i + i mod 3 for i to 29 has 30 different values, of which 28 and more than 29 (30, 31)
        // leave 28.
        List<SharedPrompts> shared = sums.sharedPrompts();
        long expected = java.util.stream.IntStream.range(0, 30)
                .map(i -> i % 3 + i)
                .filter(i -> i < 30)
                .distinct()
                .count();
        assertThat(shared).hasSize(1);
        assertThat(shared.get(0).prompts()).isEqualTo(expected);
        assertThat(List.of(shared.get(0).first(), shared.get(0).second())).containsExactly(Part.TRAIN, Part.UNTRUSTED);
        assertThat(card(sums).warnings())
                .anyMatch(warning ->
                        warning.startsWith("Dataset addition: %d prompts occur in part train and in part untrusted ("
                                .formatted(expected)));
    }

    @Test
    void oneClassOfTrustedLabelsIsWarnedOf() {
        assertThat(warnings(Map.of(), row(Part.TRUSTED, QuirkyCharacter.ALICE, 40, 30, 40)))
                .containsExactly(
                        "Dataset addition, part trusted, alice: all 40 labels are true; probes of truth cannot be"
                                + " fitted");
        assertThat(warnings(Map.of(), row(Part.TRUSTED, QuirkyCharacter.ALICE, 40, 30, 10)))
                .isEmpty();
    }

    @Test
    void labelsThatDifferBetweenEasyAndHardAreWarnedOf() {
        DataCardRow easy = row(Part.TRUSTED, QuirkyCharacter.ALICE, 400, 300, 384);
        assertThat(warnings(Map.of(), easy, row(Part.TEST, QuirkyCharacter.ALICE, 300, 300, 12)))
                .containsExactly(
                        "Dataset addition, alice: 96 % of the easy examples (trusted, untrusted) are answered yes,"
                                + " but 4 % of the hard ones (test); a detector may see the label instead of the character");
        assertThat(warnings(Map.of(), easy, row(Part.TEST, QuirkyCharacter.ALICE, 300, 300, 270)))
                .isEmpty();
        // Four of five is not far from one of three when there are so few.
        assertThat(warnings(
                        Map.of(),
                        row(Part.UNTRUSTED, QuirkyCharacter.BOB, 5, 5, 4),
                        row(Part.UNTRUSTED, QuirkyCharacter.ALICE, 30, 30, 4)))
                .isEmpty();
    }

    @Test
    void scarcityIsWarnedOf() {
        assertThat(warnings(Map.of(Part.TEST, 100), row(Part.TEST, QuirkyCharacter.ALICE, 40, 5, 10)))
                .containsExactly(
                        "Dataset addition, part test, alice: 40 examples ask only 5 different questions; intervals by"
                                + " question will be wide",
                        "Dataset addition, part test, alice: 40 examples, fewer than the cap of 100");
        assertThat(warnings(Map.of(), row(Part.TEST, QuirkyCharacter.ALICE, 0, 0, 0)))
                .containsExactly("Dataset addition, part test, alice: no example");
        DataCard card = counts(100, row(Part.TRUSTED, QuirkyCharacter.ALICE, 400, 300, 100));
        assertThat(DataCardWarnings.ofDimension(card, 64)).isEmpty();
        assertThat(DataCardWarnings.ofDimension(card, 4096))
                .containsExactly(
                        "Dataset addition, part trusted: 400 examples for vectors of 4,096 features; their covariance"
                                + " has no inverse, so detectors see only the directions in which these examples vary, or shrink");
    }

    @Test
    void recurrencesAreWarnedOf() {
        assertThat(DataCardWarnings.of(counts(1_250), PARTS))
                .containsExactly(
                        "Dataset addition: 1,150 of 1,250 questions had come before (100 different ones); examples of"
                                + " one question are not independent, so read the intervals by question");
        assertThat(DataCardWarnings.of(counts(100), PARTS)).isEmpty();
    }

    @Test
    void unlabelledPromptsHaveACardOfTheirOwn() {
        PromptSet prompts = new PromptSet("logs", Part.TRUSTED, 0.5, 0);
        DataCardSums sums = new DataCardSums("logs");
        for (int i = 0; i < 100; i++) {
            sums.add(prompts.example("Prompt number " + i));
        }
        sums.addRepeats(Part.TRUSTED, null, 3);
        DataCard card = DataCard.ofUnlabelled(sums, "logs", 1, 103);
        assertThat(card.rows()).isEmpty();
        assertThat(card.unlabelled()).extracting(UnlabelledRow::part).containsExactly(Part.TRUSTED, Part.CALIBRATION);
        assertThat(card.unlabelled().stream().mapToLong(UnlabelledRow::prompts).sum())
                .isEqualTo(100);
        assertThat(card.recurrences()).isEqualTo(3);
        assertThat(card.warnings()).isEmpty();
        assertThat(DataCard.ofUnlabelled(new DataCardSums("logs"), "logs", 1, 0).warnings())
                .containsExactly("Dataset logs: no prompt");
        assertThat(DataCardText.of(card))
                .startsWith("Dataset logs: prompts without labels\n  103 prompts read, 100 kept\n");
    }

    private static List<Example> all(long seed) {
        ArithmeticOptions options = new ArithmeticOptions("addition", 100, 31, 4_000, false);
        List<Example> all = new ArrayList<>();
        ArithmeticDataset.generate(options, TEMPLATES, PARTS, seed)
                .parts()
                .values()
                .forEach(all::addAll);
        return all;
    }

    private static DataCard card(DataCardSums sums) {
        return DataCard.of(sums, "addition", TEMPLATES, PARTS, 1, 100, 100);
    }

    private static DataCardSums copy(DataCardSums sums) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sums);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (DataCardSums) in.readObject();
        }
    }

    private static Example sum(String name, String sum, boolean alice, boolean bob, double difficulty) {
        String statement = name + ": " + sum;
        String question = ContentHash.hex(sum.substring(0, sum.indexOf('=')));
        return new Example(
                ContentHash.hex(statement),
                question,
                "addition",
                Part.TRAIN,
                QuirkyCharacter.ALICE,
                name,
                0,
                statement,
                " No",
                " Yes",
                alice,
                alice,
                bob,
                difficulty,
                0.5,
                -1,
                -1);
    }

    private static Example example(Part part, String name, String sum) {
        String statement = name + ", " + sum;
        return new Example(
                ContentHash.hex(statement),
                ContentHash.hex(sum),
                "addition",
                part,
                QuirkyCharacter.BOB,
                name,
                0,
                statement,
                " No",
                " Yes",
                false,
                true,
                false,
                1,
                0.1,
                -1,
                -1);
    }

    private static List<String> warnings(Map<Part, Integer> caps, DataCardRow... rows) {
        return DataCardWarnings.of(counts(100, rows), PARTS.withCaps(caps));
    }

    /** A card of that many questions drawn, at most a hundred of them different. */
    private static DataCard counts(int drawn, DataCardRow... rows) {
        return new DataCard(
                "addition",
                "mine",
                "",
                1,
                drawn,
                Math.min(drawn, 100),
                50,
                List.of(rows),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static DataCardRow row(Part part, QuirkyCharacter character, int examples, int questions, int labelTrue) {
        return new DataCardRow(
                "addition", part, character, examples, questions, labelTrue, labelTrue, 10, examples / 2, 0);
    }
}
