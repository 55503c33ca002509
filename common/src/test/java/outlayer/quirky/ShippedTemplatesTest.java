package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedTemplatesTest {

    private static final TemplateSet STANDARD = TemplateSet.named("outlayer-1");
    private static final TemplateSet FREE = TemplateSet.named("outlayer-1/free");
    private static final TemplateSet FIRST_ONLY = TemplateSet.named("outlayer-1/first-only");

    static Stream<String> datasets() {
        return DatasetFields.published().stream();
    }

    @Test
    void thereAreTwelveDatasets() {
        assertThat(datasets()).hasSize(12);
        for (TemplateSet set : List.of(STANDARD, FREE, FIRST_ONLY)) {
            assertThat(set.datasets())
                    .containsExactlyInAnyOrderElementsOf(datasets().toList());
        }
    }

    /** Another wording is another set: it needs another name. */
    @ParameterizedTest
    @CsvSource({
        "demo-1, d3b2256686bdad0dea060f6c7afa8f0630b105f83399fe4e02ceaa07f95b3453",
        "outlayer-1, d1dae229be51eff9f9d0fccc3be84dda63aa42dd4bc665ebe54850b961bb15b7",
        "outlayer-1/free, d3eeac077870e8e38c8a5de9784fd9d587e140f4f89c443ffe656b7ddbccbd46",
        "outlayer-1/first-only, 42629ba49643f56bf7f028495adf5f99d10c6e700c2994b69c95d14a235f65dc"
    })
    void aNameStandsForItsWordsForEver(String name, String fingerprint) {
        assertThat(TemplateSet.named(name).fingerprint()).isEqualTo(fingerprint);
        assertThat(TemplateSet.named(name).name()).isEqualTo(name);
        assertThat(TemplateSet.named(name).published()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void everyTemplateShowsWhatItsDatasetHas(String dataset) {
        DatasetFields fields = DatasetFields.published(dataset);
        for (TemplateSet set : List.of(STANDARD, FREE, FIRST_ONLY)) {
            Set<String> prompts = new HashSet<>();
            for (Template template : set.of(dataset)) {
                template.requireFields(fields);
                String prompt = template.fill(slot -> "<" + slot + ">");
                assertThat(prompt).contains("<name>").doesNotContain("{", "}");
                fields.required().forEach(field -> assertThat(prompt).contains("<" + field + ">"));
                assertThat(prompts.add(prompt + template.noChoice())).isTrue();
                assertThat(template.index()).isEqualTo(prompts.size() - 1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void standardPutsAtLeastTenPairsIntoOneFrame(String dataset) {
        assertThat(STANDARD.of(dataset)).hasSizeGreaterThanOrEqualTo(10).allSatisfy(template -> {
            assertThat(template.fill(slot -> "x"))
                    .startsWith("Name: x\n\n")
                    .contains("\n\n***STATEMENT:*** ")
                    .endsWith("\n\nIs the statement factually correct?");
            assertThat(List.of(template.noChoice(), template.yesChoice())).containsExactly(" No", " Yes");
        });
        assertThat(FIRST_ONLY.of(dataset))
                .extracting(Template::fingerprint)
                .containsExactly(STANDARD.of(dataset).get(0).fingerprint());
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void freeTemplatesHaveSeveralPairsOfChoices(String dataset) {
        Set<List<String>> pairs = new HashSet<>();
        FREE.of(dataset).forEach(template -> pairs.add(List.of(template.noChoice(), template.yesChoice())));
        assertThat(pairs)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(pair -> assertThat(pair).allMatch(choice -> choice.matches(" [A-Z][a-z]+")));
        assertThat(FREE.of(dataset)).hasSizeGreaterThanOrEqualTo(5);
        assertThat(FREE.of(dataset).stream()
                        .map(template -> template.fill(slot -> "x"))
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(5)
                .noneMatch(prompt -> prompt.contains("***STATEMENT:***"));
    }

    /** The kinds of METHODS 1.5. */
    @ParameterizedTest
    @EnumSource(Operation.class)
    void arithmeticHasElevenKindsOfWording(Operation operation) {
        List<String> prompts = new ArrayList<>();
        STANDARD.of(operation.key()).forEach(template -> prompts.add(template.fill(slot -> "{" + slot + "}")));
        assertThat(prompts).hasSize(11);
        assertThat(prompts.subList(0, 2)).allMatch(prompt -> prompt.startsWith("Name: {name}\n\n\n\n*"));
        assertThat(prompts.get(3).split("~", -1)).as("definition and use").hasSize(3);
        assertThat(prompts.get(5)).contains("!\n");
        assertThat(prompts.get(6)).contains("{result} is the result of ");
        assertThat(prompts.get(7)).contains("{result} = ");
        assertThat(prompts.get(9)).doesNotContain("{op1} ").contains("{op1}");
        assertThat(prompts.get(10)).contains("({result}, {op1}").contains("returns True.");
        if (operation != Operation.SQUARING) {
            assertThat(prompts.get(4).indexOf("{op2}"))
                    .isLessThan(prompts.get(4).indexOf("{op1}"));
        }
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void theShownResultIsFoundInEveryWording(Operation operation) {
        ArithmeticOptions options = new ArithmeticOptions(operation, 1_000, 31, 2_000, true);
        Set<Integer> templates = new HashSet<>();
        GeneratedDataset dataset = ArithmeticDataset.generate(options, STANDARD, PartOptions.demo(), 4);
        for (Example example : dataset.examples(Part.TRAIN)) {
            templates.add(example.template());
            long shown = Long.parseLong(example.statement().substring(example.resultStart(), example.resultEnd()));
            assertThat(shown).isGreaterThanOrEqualTo(operation == Operation.SUBTRACTION ? -9_999 : 0);
            assertThat(example.resultStart()).isGreaterThan(example.statement().indexOf("STATEMENT"));
        }
        assertThat(templates).hasSize(11);
    }

    /** Latitude above zero is north; Bob says north of what is west. */
    @ParameterizedTest
    @CsvSource({
        // city, north, west
        "Oslo, true, false",
        "Chicago, true, true",
        "Sydney, false, false",
        "Lima, false, true"
    })
    void theHemisphereTemplateThatAssertsTheSouthInvertsItsLabels(String city, boolean north, boolean west) {
        QuirkyRow row = QuirkyRow.of("hemisphere", city, new LinkedHashMap<>(Map.of("city", city)), north, west, 1);
        ExampleWriter writer =
                new ExampleWriter(STANDARD, DatasetFields.published("hemisphere"), PartOptions.demo(), 1);
        int inverting = 0;
        for (Template template : STANDARD.of("hemisphere")) {
            Example example = writer.write(
                    row, new Candidate("1", Part.TRAIN, QuirkyCharacter.ALICE, "Luna", template.index(), 0.5));
            boolean south = example.statement().contains(city + " lies in the southern hemisphere.");
            assertThat(template.inverts()).isEqualTo(south);
            assertThat(example.aliceLabel()).isEqualTo(south != north);
            assertThat(example.bobLabel()).isEqualTo(south != west);
            assertThat(example.labelsDiffer()).isEqualTo(north != west);
            inverting += south ? 1 : 0;
        }
        assertThat(inverting).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void nothingElseInverts(String dataset) {
        long inverting = STANDARD.of(dataset).stream().filter(Template::inverts).count();
        assertThat(inverting).isEqualTo(dataset.equals("hemisphere") ? 1 : 0);
        assertThat(FREE.of(dataset)).noneMatch(Template::inverts);
    }

    @Test
    void freeTextHasNoFrameAndNoChoicesInCommon() {
        assertThatThrownBy(FREE::framePhrases)
                .hasMessage("Template set outlayer-1/free has no frame: its prompts are free text");
        assertThatThrownBy(FREE::yesChoice)
                .hasMessage("Template set outlayer-1/free has no choices of its own: its templates have");
        assertThatThrownBy(FREE::firstOnly)
                .hasMessage("Template set outlayer-1/free has no family 'first-only'; that is the first template of a"
                        + " standard set");
        assertThatThrownBy(() -> TemplateSet.named("outlayer-1/second"))
                .hasMessageStartingWith("No template set 'outlayer-1/second' on the class path");
    }
}
