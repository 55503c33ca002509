package outlayer.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.lm.AnswerTokens;
import outlayer.lm.FakeLanguageModel;
import outlayer.lm.Point;
import outlayer.lm.Positions;

class ModelReaderTest {

    private static final AnswerTokens ANSWERS = new AnswerTokens(3, 4);
    private static final Feature ACTIVATIONS =
            new Feature("activations", Point.RESIDUAL, List.of(0, 1, 2, 3), Positions.LAST);
    private static final Feature EDGES = new Feature("edges", Point.RESIDUAL, List.of(0, 3), Positions.LAST);
    private static final Feature MLP = new Feature("mlp", Point.MLP, List.of(1), Positions.LAST);
    private static final Feature TOKENS = new Feature("tokens", Point.RESIDUAL, List.of(1, 2), Positions.ALL);

    private static Observations read(FakeReader model, List<Feature> features, Prompts prompts, int budget) {
        return new ModelReader(model, features, budget, BatchLimit.ofOneOwner()).read(prompts);
    }

    /** Up to 20 tokens each; every fifth one cannot be read. */
    private static Prompts prompts(long seed, AnswerTokens answers) {
        Random random = new Random(seed);
        Prompts prompts = new Prompts(answers);
        for (int i = 0; i < 60; i++) {
            if (i % 5 == 4) {
                prompts.refuse("reason " + i);
            } else {
                prompts.add(random.ints(1 + random.nextInt(20), 0, 1000).toArray());
            }
        }
        return prompts;
    }

    @ParameterizedTest(name = "budget {0}")
    @ValueSource(ints = {1, 7, 30, 100, 100_000})
    void valuesLieAtTheirPromptsWhateverTheBatches(int budgetTokens) {
        List<Feature> features = List.of(ACTIVATIONS, EDGES, MLP);
        Prompts prompts = prompts(budgetTokens, ANSWERS);
        Observations read = read(new FakeReader(), features, prompts, budgetTokens);

        for (int i = 0; i < prompts.size(); i++) {
            assertThat(read.reason(i)).isEqualTo(prompts.reason(i));
            if (read.reason(i) == null) {
                assertThat(read.logOdds(i)).isEqualTo(prompts.tokens(i).length);
                features.forEach(feature -> requireVectors(read, feature));
            }
        }
        assertThat(read.splits()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyTokenHasItsVectorBesideTheLastOnes(long seed) {
        FakeReader model = new FakeReader();
        Prompts prompts = prompts(seed, ANSWERS);
        Observations read = read(model, List.of(TOKENS, ACTIVATIONS), prompts, 50);

        requireVectors(read, TOKENS);
        requireVectors(read, ACTIVATIONS);
        assertThat(model.calls)
                .filteredOn(call -> call.taps().positions() == Positions.LAST)
                .allMatch(FakeReader.Call::answers);
        assertThat(model.calls)
                .filteredOn(call -> call.taps().positions() == Positions.ALL)
                .noneMatch(FakeReader.Call::answers);
    }

    /** One pass a batch: the union of the layers at each point, with the answers. */
    @Test
    void featuresOfOneKindOfPositionsComeFromOnePass() {
        FakeReader model = new FakeReader();
        read(
                model,
                List.of(EDGES, new Feature("middle", Point.RESIDUAL, List.of(1), Positions.LAST), MLP),
                prompts(1, ANSWERS),
                100_000);

        assertThat(model.calls).allSatisfy(call -> {
            assertThat(call.answers()).isTrue();
            assertThat(call.taps().layers())
                    .containsEntry(Point.RESIDUAL, List.of(0, 1, 3))
                    .containsEntry(Point.MLP, List.of(1))
                    .hasSize(2);
        });
    }

    @Test
    void promptsOfABatchAreAskedForTheSameAnswers() {
        FakeReader model = new FakeReader();
        Prompts prompts = new Prompts(ANSWERS);
        AnswerTokens others = new AnswerTokens(7, 8);
        for (int i = 0; i < 6; i++) {
            prompts.ask(i % 2 == 0 ? ANSWERS : others);
            prompts.add(new int[i + 1]);
        }
        Observations read = read(model, List.of(EDGES), prompts, 100_000);

        assertThat(IntStream.range(0, 6).mapToObj(prompts::answers))
                .containsExactly(ANSWERS, others, ANSWERS, others, ANSWERS, others);
        assertThat(model.calls.stream().map(FakeReader.Call::answerTokens).distinct())
                .containsExactlyInAnyOrder(ANSWERS, others);
        for (int i = 0; i < 6; i++) {
            assertThat(read.logOdds(i)).isEqualTo(i + 1);
        }
        assertThatThrownBy(() -> new Prompts(null).ask(others))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("are asked for where no log-odds are wanted");
    }

    @Test
    void answersThatNobodyWantsAreNotAskedFor() {
        FakeReader model = new FakeReader();
        Prompts prompts = new Prompts(null);
        prompts.add(new int[] {1, 2});
        Observations read = read(model, List.of(EDGES), prompts, 10);

        assertThat(model.calls).hasSize(1).noneMatch(FakeReader.Call::answers);
        assertThat(read.reason(0)).isNull();
    }

    /** What the fake of the language model's own package gives, so that both fakes mean the same by a tap. */
    @Test
    void logOddsAloneNeedNoFeature() {
        Prompts prompts = new Prompts(ANSWERS);
        prompts.add(new int[] {20, 50});
        try (FakeLanguageModel model = new FakeLanguageModel()) {
            Observations read = new ModelReader(model, List.of(), 10, BatchLimit.ofOneOwner()).read(prompts);
            assertThat(read.logOdds(0)).isEqualTo(70 / 10.0 - 5);
        }
    }

    @Test
    void whatIsNotFiniteSpoilsItsPromptOnly() {
        Prompts prompts = new Prompts(ANSWERS);
        for (int i = 0; i < 6; i++) {
            prompts.add(new int[] {1, 200 + i});
        }
        FakeReader model = new FakeReader(100, prompt -> prompt[1] == 203);
        for (Feature feature : List.of(ACTIVATIONS, TOKENS)) {
            Observations read = read(model, List.of(feature), prompts, 8);
            for (int i = 0; i < 6; i++) {
                assertThat(read.reason(i)).isEqualTo(i == 3 ? "the model gave NaN or infinity" : null);
            }
        }
        assertThat(read(model, List.of(EDGES), prompts, 8).reason(3)).isNull();
    }

    /** A device takes 24 tokens, the plan has 100: results are those of a roomy device, and nothing larger is tried twice. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aBatchThatDoesNotFitIsHalvedAndTheLimitRemembered(long seed) {
        BatchLimit limit = BatchLimit.ofOneOwner();
        FakeReader model = new FakeReader(24, prompt -> false);
        Prompts prompts = prompts(seed, ANSWERS);
        Observations read = new ModelReader(model, List.of(ACTIVATIONS), 100, limit).read(prompts);

        requireVectors(read, ACTIVATIONS);
        assertThat(read.splits()).isPositive();
        int afterTheLastFailure = 0;
        for (FakeReader.Call call : model.calls) {
            afterTheLastFailure = call.tokens() > 24 ? 0 : afterTheLastFailure + 1;
        }
        assertThat(afterTheLastFailure).isGreaterThan(1);
        assertThat(limit.tokens()).isBetween(12, 50);

        model.calls.clear();
        requireVectors(new ModelReader(model, List.of(ACTIVATIONS), 100, limit).read(prompts), ACTIVATIONS);
        assertThat(model.calls)
                .allSatisfy(call -> assertThat(call.tokens()).isLessThanOrEqualTo(Math.max(24, limit.tokens())));
        assertThat(model.calls).noneMatch(call -> call.tokens() > 24);
    }

    @Test
    void aPromptThatDoesNotFitAloneHasItsReason() {
        Prompts prompts = new Prompts(ANSWERS);
        prompts.add(new int[30]);
        prompts.add(new int[] {5, 6});
        Observations read = read(new FakeReader(24, prompt -> false), List.of(TOKENS, ACTIVATIONS), prompts, 100);

        assertThat(read.reason(0)).isEqualTo("alone, the prompt of 30 tokens does not fit the device's memory");
        assertThat(read.reason(1)).isNull();
        requireVectors(read, TOKENS);
    }

    /** 19 and 20 together: 40 computed for 39; 10 alone. */
    @Test
    void paddingIsWhatIsComputedBeyondTheTokens() {
        Prompts prompts = new Prompts(ANSWERS);
        for (int length : new int[] {19, 10, 20}) {
            prompts.add(new int[length]);
        }
        assertThat(read(new FakeReader(), List.of(), prompts, 60).paddingTokens())
                .isEqualTo(1);
        assertThat(prompts.tokenCount()).isEqualTo(49);
    }

    @Test
    void aPromptWithoutTokensNeedsAReason() {
        assertThatThrownBy(() -> new Prompts(null).add(new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Prompt 0 has no tokens, expected 1 or more, or a reason");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"activations, 4", "tokens, 2"})
    void everyLayerOfAFeatureHasItsArray(String name, int layers) {
        Feature feature = name.equals("tokens") ? TOKENS : ACTIVATIONS;
        Observations read = read(new FakeReader(), List.of(feature), prompts(1, ANSWERS), 40);
        assertThat(read.vectors(feature, 0).layers()).hasSize(layers);
        assertThat(read.vectors(feature, 0).width()).isEqualTo(1);
    }

    /** Every readable prompt has what {@link FakeReader} gives, at every layer, for its last token or for all. */
    private static void requireVectors(Observations read, Feature feature) {
        for (int prompt = 0; prompt < read.prompts().size(); prompt++) {
            if (read.reason(prompt) != null) {
                continue;
            }
            int[] tokens = read.prompts().tokens(prompt);
            Observations.Vectors vectors = read.vectors(feature, prompt);
            boolean all = feature.positions() == Positions.ALL;
            assertThat(vectors.to() - vectors.from()).isEqualTo(all ? tokens.length : 1);
            for (int k = 0; k < feature.layers().size(); k++) {
                for (int row = vectors.from(); row < vectors.to(); row++) {
                    int token = tokens[all ? row - vectors.from() : tokens.length - 1];
                    assertThat(vectors.layers().get(k)[row])
                            .isEqualTo(FakeReader.vector(
                                    token, feature.point(), feature.layers().get(k)));
                }
            }
        }
    }
}
