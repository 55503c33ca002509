package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TemplateSetTest {

    private static final String FRAME = "{name}: {context} {statement} Right?";

    @ParameterizedTest
    @EnumSource(Operation.class)
    void demoHasWordsForEveryOperation(Operation operation) {
        assertThat(TemplateSet.named("demo-1").of(operation.key())).hasSize(3).allSatisfy(template -> {
            template.requireFields(DatasetFields.of(operation.key(), operation.fields()));
            String prompt = template.fill(slot -> slot.equals("name") ? "Alice" : "7");
            assertThat(prompt).startsWith("Name: Alice\n\n").endsWith(".\n\nIs the statement factually correct?");
        });
    }

    @Test
    void anEmptyContextLeavesFourLineBreaks() {
        assertThat(TemplateSet.named("demo-1").of("addition").get(0).fill(slot -> slot))
                .isEqualTo(
                        "Name: name\n\n\n\n***STATEMENT:*** op1 + op2 = result.\n\nIs the statement factually correct?");
    }

    @Test
    void fingerprintIsThatOfTheWordsAlone() {
        TemplateSet set = parse("{a} + {b} = {result}", "");
        assertThat(set.fingerprint())
                .hasSize(64)
                .isEqualTo(TemplateSet.parse(json("{a} + {b} = {result}", "").replace("mine", "theirs") + "\n", "y")
                        .fingerprint())
                .isNotEqualTo(parse("{a}+{b} = {result}", "").fingerprint())
                .isNotEqualTo(
                        parse("{a} + {b} = {result}", ", \"inverts\": true").fingerprint());
        assertThat(List.of(set.noChoice(), set.yesChoice())).containsExactly(" No", " Yes");
        assertThat(set.framePhrases()).containsExactly("", ": ", " ", " Right?");
    }

    @Test
    void whatIsAmissIsNamed() {
        String at = "Template set mine (x), dataset addition, template 0";
        assertThatThrownBy(() -> parse("{a} + {b} = {result", ""))
                .hasMessage(at + ", key 'statement': '{a} + {b} = {result' has no slot name (lower-case"
                        + " letters, digits, _) between { and } at character 12");
        assertThatThrownBy(() -> parse("{a}", ", \"invert\": true"))
                .hasMessage(at + ": unknown key 'invert'; expected [context, inverts, statement]");
        assertThatThrownBy(() -> parse("{a}", ", \"inverts\": 1"))
                .hasMessage(at + ": 'inverts' is 1, expected true or false");
        assertThatThrownBy(() -> TemplateSet.parse("{\"name\"", "x"))
                .hasMessageStartingWith("Template set x is not JSON: ");
        assertThatThrownBy(
                        () -> TemplateSet.parse(json("{a}", "").replace("{context} {statement}", "{statement}"), "x"))
                .hasMessageStartingWith(
                        "Template set mine (x): frame '{name}: {statement} Right?' does not use {name},");
        assertThatThrownBy(() -> TemplateSet.parse(json("{a}", "").replace("[\" No\", \" Yes\"]", "[1, 2]"), "x"))
                .hasMessage("Template set mine (x): key 'choices' is [1,2], expected a list of two texts, no and yes");
        assertThatThrownBy(() -> TemplateSet.named("none"))
                .hasMessageStartingWith("No template set 'none' on the class path");
        assertThatThrownBy(() -> parse("{a}", "").of("sciq"))
                .hasMessage("Template set mine has no dataset 'sciq'; it has [addition]");
    }

    @Test
    void senselessSetsAreNamed() {
        String set = "Template set mine (x)";
        assertThatThrownBy(() -> parse("{a}\"}, {\"context\": \"Hm.\", \"statement\": \"{a}", ""))
                .hasMessage(set + ", dataset addition: template 1 is the same as template 0; remove one");
        assertThatThrownBy(() -> parse(" ", ""))
                .hasMessage(set + ", dataset addition, template 0: key 'statement' is ' ', expected a text");
        assertThatThrownBy(() -> TemplateSet.parse("{\"name\": \"mine\", \"datasets\": {}}", "x"))
                .hasMessage(set + ", key 'datasets': found none, expected at least one dataset");
        assertThatThrownBy(() -> TemplateSet.parse("{\"name\": \"mine\", \"datasets\": {\"nli\": []}}", "x"))
                .hasMessage(set + ", dataset nli: found [], expected a list of templates, at least one");
        assertThatThrownBy(() -> TemplateSet.parse("{\"name\": \"mine\", \"datasets\": {\"a\": [1], \"a\": [2]}}", "x"))
                .hasMessage("Template set x: key 'a' is given twice ($.datasets.a)");
        assertThatThrownBy(() -> TemplateSet.parse(json("{a}", "").replace("\" Yes\"", "\" No\""), "x"))
                .hasMessage(set + ": key 'choices' is [\" No\",\" No\"], expected two different words");
        assertThatThrownBy(() -> TemplateSet.parse(json("{a}", "").replace("mine", "my set"), "x"))
                .hasMessage(
                        "Template set my set (x): the name is 'my set', expected letters, digits, dots, dashes and _");
        assertThatThrownBy(() -> TemplateSet.parse("{\"name\": \"mine\"} {}", "x"))
                .hasMessageStartingWith("Template set x is not JSON: ");
    }

    @Test
    void whatIsAmissInFreeTextIsNamed() {
        String at = "Template set mine (x), dataset nli, template 0";
        assertThatThrownBy(() -> free("\"prompt\": \"{premise}\", \"choices\": [\" No\", \" Yes\"]"))
                .hasMessage(at + ": the prompt has no slot {name}; without it nobody can tell who asks");
        assertThatThrownBy(() -> free("\"prompt\": \"{name}: {premise}\""))
                .hasMessage(at + ": key 'choices' is null, expected a list of two texts, no and yes");
        assertThatThrownBy(() -> free("\"prompt\": \"{name}\", \"choices\": [[\" No\", \" Yes\"], [\" a\"]]"))
                .hasMessage(at + ": key 'choices' is [\" a\"], expected a list of two texts, no and yes");
        assertThatThrownBy(() -> free("\"prompt\": \"{name}\", \"context\": \"\""))
                .hasMessage(at + ": unknown key 'context'; expected [choices, inverts, prompt]");
        assertThatThrownBy(() ->
                        TemplateSet.parse(json("{a}", "").replace("\"frame\"", "\"family\": \"free\", \"frame\""), "x"))
                .hasMessage("Template set mine (x): a set of family 'free' has whole prompts and no key 'frame'");
        assertThatThrownBy(() ->
                        TemplateSet.parse(json("{a}", "").replace("\"frame\"", "\"family\": \"odd\", \"frame\""), "x"))
                .hasMessage("Template set mine (x): key 'family' is 'odd', expected 'standard' or 'free'");
    }

    @Test
    void aFreeTemplateIsOneForEachPairOfChoices() {
        TemplateSet set =
                free("\"prompt\": \"{name}: {premise}\", \"choices\": [[\" No\", \" Yes\"], [\" False\", \" True\"]]");
        assertThat(set.name()).isEqualTo("mine/free");
        assertThat(set.of("nli")).extracting(Template::yesChoice).containsExactly(" Yes", " True");
        assertThat(set.of("nli")).extracting(Template::index).containsExactly(0, 1);
        assertThat(set.of("nli").get(0).fingerprint())
                .isNotEqualTo(set.of("nli").get(1).fingerprint());
    }

    @Test
    void frameAndChoicesHaveDefaultsAndASetMayDeclareToBeThePublishedOne() {
        TemplateSet set = TemplateSet.parse("""
                {"name": "eleutherai-standardized", "datasets": {
                   "addition": [{"context": "", "statement": "{op1} + {op2} = {result}."}], "own": [{"context": "", "statement": "{x}"}]}}""", "x");
        assertThat(set.published()).isTrue();
        assertThat(set.firstOnly().published()).isFalse();
        assertThat(set.framePhrases()).isEqualTo(TemplateSet.named("demo-1").framePhrases());
        assertThat(List.of(set.noChoice(), set.yesChoice())).containsExactly(" No", " Yes");
        TemplateSet other = TemplateSet.parse("""
                {"name": "b", "datasets": {"addition": [{"context": "", "statement": "{op1} + {op2} = {result}."}]}}""", "x");
        assertThat(other.fingerprint("addition")).isEqualTo(set.fingerprint("addition"));
        assertThat(other.fingerprint()).isNotEqualTo(set.fingerprint());
    }

    @Test
    void slotsThatAQuestionLacksOrNeedsAreNamed() {
        ArithmeticOptions options = new ArithmeticOptions("addition", 10, 31, 8, false);
        assertThatThrownBy(
                        () -> ArithmeticDataset.generate(options, parse("{a} = {result}", ""), PartOptions.demo(), 1))
                .hasMessage(
                        "Template set mine (x), dataset addition, template 0: slot {op2} is missing; a question could not"
                                + " be told from another");
        assertThatThrownBy(() -> TemplateSet.parse(json("{a}", "").replace("{a}", "Words"), "x")
                        .of("addition")
                        .get(0)
                        .requireFields(new DatasetFields("addition", List.of(), List.of("x"))))
                .hasMessage(
                        "Template set mine (x), dataset addition, template 0: shows no field of the question; expected"
                                + " some of [x]");
        assertThatThrownBy(() -> ArithmeticDataset.generate(
                        options, parse("{a} + {b} = {result} {c}", ""), PartOptions.demo(), 1))
                .hasMessage(
                        "Template set mine (x), dataset addition, template 0: slot {c} is no field of dataset addition; expected"
                                + " name or some of [op1, op2, result]");
    }

    @Test
    void anInvertingTemplateFlipsEveryLabel() {
        ArithmeticOptions options = new ArithmeticOptions("addition", 100, 31, 400, true);
        GeneratedDataset plain =
                ArithmeticDataset.generate(options, parse("{a} + {b} is {result}", ""), PartOptions.demo(), 1);
        GeneratedDataset inverted = ArithmeticDataset.generate(
                options, parse("{a} + {b} is not {result}", ", \"inverts\": true"), PartOptions.demo(), 1);
        for (int character = 0; character < 2; character++) {
            DataCardRow straight = plain.card().rows().get(character);
            DataCardRow flipped = inverted.card().rows().get(character);
            assertThat(flipped.examples()).isEqualTo(straight.examples());
            assertThat(flipped.aliceTrue()).isEqualTo(straight.examples() - straight.aliceTrue());
            assertThat(flipped.bobTrue()).isEqualTo(straight.examples() - straight.bobTrue());
            assertThat(flipped.agreeing()).isEqualTo(straight.agreeing());
        }
    }

    private static TemplateSet parse(String statement, String more) {
        return TemplateSet.parse(json(statement, more), "x");
    }

    private static String json(String statement, String more) {
        return """
                {"name": "mine", "frame": "%s", "choices": [" No", " Yes"],
                 "datasets": {"addition": [{"context": "Hm.", "statement": "%s"%s}]}}""".formatted(FRAME, statement, more);
    }

    private static TemplateSet free(String entry) {
        return TemplateSet.parse(
                "{\"name\": \"mine\", \"family\": \"free\", \"datasets\": {\"nli\": [{%s}]}}".formatted(entry), "x");
    }
}
