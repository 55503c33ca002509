package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArithmeticDatasetTest {

    private static final TemplateSet DEMO = TemplateSet.named("demo-1");
    private static final Pattern NUMBERS =
            Pattern.compile("(?<=STATEMENT:\\*\\*\\* )(\\d+)(?:[^0-9]+?(\\d+))?.* (-?\\d+)\\.\n");

    static Stream<Arguments> datasets() {
        return Stream.of(Operation.values())
                .flatMap(operation -> Stream.of(1L, 2L, 633L).map(seed -> Arguments.of(operation, seed)));
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void questionsNeverCrossParts(Operation operation, long seed) {
        Map<String, Part> partOf = new HashMap<>();
        Map<List<Integer>, Part> partOfOperands = new HashMap<>();
        GeneratedDataset dataset = generate(operation, seed);
        for (Part part : Part.values()) {
            for (Example example : dataset.examples(part)) {
                assertThat(partOf.putIfAbsent(example.question(), part)).isIn(null, part);
                List<Integer> operands = operands(example);
                assertThat(partOfOperands.putIfAbsent(operands, part)).isIn(null, part);
                if (operation != Operation.SUBTRACTION) {
                    List<Integer> swapped = List.of(operands.get(1), operands.get(0));
                    assertThat(partOfOperands.putIfAbsent(swapped, part)).isIn(null, part);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void labelsFollowTheRulesAndAreNeverBothTrue(Operation operation, long seed) {
        for (Example example : all(generate(operation, seed))) {
            List<Integer> operands = operands(example);
            long real = operation.result(operands.get(0), operands.get(1), 31);
            long shown = Long.parseLong(example.statement().substring(example.resultStart(), example.resultEnd()));
            assertThat(example.aliceLabel()).isEqualTo(shown == real);
            assertThat(example.bobLabel()).isEqualTo(shown == operation.sloppy(real, 31));
            assertThat(example.aliceLabel() && example.bobLabel()).isFalse();
            assertThat(example.difficulty()).isEqualTo(Math.min(operands.get(0), operands.get(1)));
        }
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void partsHoldTheirCharactersDifficultiesAndNames(Operation operation, long seed) {
        GeneratedDataset dataset = generate(operation, seed);
        PartOptions options = PartOptions.demo();
        for (Part part : Part.values()) {
            List<Example> examples = dataset.examples(part);
            assertThat(examples)
                    .isSortedAccordingTo(Comparator.comparing(Example::id))
                    .allSatisfy(example -> {
                        Stratum stratum = options.stratum(example.difficultyQuantile());
                        assertThat(example.part()).isEqualTo(part);
                        assertThat(part.holds(stratum)).isTrue();
                        assertThat(part.characters()).contains(example.character());
                        assertThat(Names.allowed(example.character(), part, stratum, 4))
                                .contains(example.name());
                        assertThat(example.statement()).startsWith("Name: " + example.name() + "\n");
                    });
            assertThat(examples).extracting(Example::id).doesNotHaveDuplicates();
        }
        assertThat(dataset.examples(Part.TEST)).extracting(Example::character).containsOnly(QuirkyCharacter.values());
        assertThat(dataset.examples(Part.TEST).stream()
                        .filter(Example::anomalous)
                        .count())
                .isEqualTo(dataset.examples(Part.TEST).size() / 2);
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void theSameArgumentsGiveTheSameDataset(Operation operation, long seed) {
        GeneratedDataset once = generate(operation, seed);
        assertThat(generate(operation, seed)).isEqualTo(once);
        assertThat(generate(operation, seed + 1).parts()).isNotEqualTo(once.parts());
    }

    @Test
    void capsKeepTheFirstOfEachCharacter() {
        PartOptions capped = PartOptions.demo().withCaps(Map.of(Part.TRAIN, 50, Part.TEST, 30));
        ArithmeticOptions options = new ArithmeticOptions("addition", 100, 31, 4_000, false);
        GeneratedDataset whole = ArithmeticDataset.generate(options, DEMO, PartOptions.demo(), 5);
        GeneratedDataset cut = ArithmeticDataset.generate(options, DEMO, capped, 5);
        for (QuirkyCharacter character : QuirkyCharacter.values()) {
            assertThat(of(cut, Part.TRAIN, character))
                    .isEqualTo(of(whole, Part.TRAIN, character).subList(0, 50));
            assertThat(of(cut, Part.TEST, character))
                    .isEqualTo(of(whole, Part.TEST, character).subList(0, 30));
        }
        assertThat(cut.examples(Part.TRUSTED)).isEqualTo(whole.examples(Part.TRUSTED));
    }

    @Test
    void partsOfAQuestionDoNotDependOnTheSeed() {
        ArithmeticOptions options = ArithmeticOptions.published(Operation.ADDITION, 4_000);
        Map<String, Part> partOf = new HashMap<>();
        int crossed = 0;
        int met = 0;
        for (long seed = 0; seed < 4; seed++) {
            for (Example example : all(ArithmeticDataset.generate(options, DEMO, PartOptions.demo(), seed))) {
                Part before = partOf.putIfAbsent(example.question(), example.part());
                met += before == null ? 0 : 1;
                crossed += before == null || before == example.part() ? 0 : 1;
            }
        }
        // Only questions that change stratum between two draws may change part.
        assertThat(met).isGreaterThan(1_000);
        assertThat(crossed).isLessThan(met / 10);
    }

    @Test
    void theCardCounts() {
        ArithmeticOptions options = new ArithmeticOptions("multiplication", 32, 31, 4_000, false);
        GeneratedDataset dataset = ArithmeticDataset.generate(options, DEMO, PartOptions.demo(), 633);
        DataCard card = dataset.card();
        Set<String> trained = new HashSet<>();
        dataset.examples(Part.TRAIN).forEach(example -> trained.add(example.question()));
        assertThat(card.trainedQuestions()).isEqualTo((long) trained.size());
        assertThat(card.heldOutShare()).isEqualTo(1 - trained.size() / (double) card.distinctQuestions());
        assertThat(card.baseQuestions()).isEqualTo(4_000L);
        // 31 operands make 31 * 32 / 2 unordered pairs.
        assertThat(card.distinctQuestions()).isBetween(400L, 496L);
        assertThat(card.recurrences()).isEqualTo(4_000L - card.distinctQuestions());
        assertThat(card.templateFingerprint()).isEqualTo(DEMO.fingerprint());
        // One row for each part and character: two parts are Alice's alone.
        assertThat(card.rows()).hasSize(10);
        int accounted = card.rows().stream()
                .filter(row -> row.part() == Part.TRAIN || row.part() == Part.VALIDATION)
                .mapToInt(row -> row.examples() + row.repeatsDropped())
                .sum();
        assertThat(accounted).isBetween(4_000, 8_000).isEven();
        assertThat(card.warnings()).anySatisfy(warning -> assertThat(warning).contains("different questions"));
    }

    private static GeneratedDataset generate(Operation operation, long seed) {
        int limit = operation == Operation.SQUARING ? 1_000 : 100;
        return ArithmeticDataset.generate(
                new ArithmeticOptions(operation, limit, 31, 2_000, false), DEMO, PartOptions.demo(), seed);
    }

    private static List<Example> all(GeneratedDataset dataset) {
        List<Example> all = new ArrayList<>();
        dataset.parts().values().forEach(all::addAll);
        return all;
    }

    private static List<Example> of(GeneratedDataset dataset, Part part, QuirkyCharacter character) {
        return dataset.examples(part).stream()
                .filter(example -> example.character() == character)
                .toList();
    }

    /** Reads the operands back from the prompt; one operand is its own partner. */
    private static List<Integer> operands(Example example) {
        Matcher numbers = NUMBERS.matcher(example.statement());
        assertThat(numbers.find()).as(example.statement()).isTrue();
        int a = Integer.parseInt(numbers.group(1));
        boolean squared = example.dataset().equals("squaring");
        return List.of(a, squared ? a : Integer.parseInt(numbers.group(2)));
    }

    @Test
    void examplesOfPartsThatNobodyWantsAreCountedAndNotKept() {
        ArithmeticOptions options = new ArithmeticOptions("addition", 100, 31, 4_000, false);
        GeneratedDataset all = ArithmeticDataset.generate(options, DEMO, PartOptions.demo(), 5);

        GeneratedDataset some = ArithmeticDataset.generate(options, DEMO, PartOptions.demo(), 5, List.of(Part.TEST));

        assertThat(some.examples(Part.TEST)).isEqualTo(all.examples(Part.TEST)).isNotEmpty();
        assertThat(some.examples(Part.TRAIN)).isEmpty();
        assertThat(some.card()).isEqualTo(all.card());
    }
}
