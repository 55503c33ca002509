package outlayer.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.LinearProbe;
import outlayer.lm.Point;
import outlayer.lm.RandomDecoder;
import outlayer.lm.ReferenceDecoder;
import outlayer.lm.TinyConfigs;

/** Effects against what really happens to a small decoder when a head is replaced, in double precision and plain loops. */
final class FirstOrderTest {

    private static final ModelConfig CONFIG = TinyConfigs.llama();
    private static final List<Integer> LAYERS = List.of(0, 1, 2);
    private static final LinearProbe PROBE =
            new LinearProbe(Point.ATTENTION, 2, new Random(9).doubles(16, -1, 1).toArray(), 0);

    @TempDir
    private Path dir;

    /** Log-odds and probe logit with a head of a layer moved by a share of the way to the mean. */
    private static double[] moved(
            ReferenceDecoder reference, int[] prompt, int layer, int head, double[] mean, double share) {
        int size = CONFIG.headSize();
        double[] found = new double[2];
        found[0] = reference.logOdds(prompt, TinyConfigs.ANSWERS, (point, at, vector) -> {
            if (point == Point.HEADS && at == layer) {
                for (int j = head * size; j < (head + 1) * size; j++) {
                    vector[j] += share * (mean[j] - vector[j]);
                }
            }
            if (point == Point.ATTENTION && at == PROBE.layer()) {
                for (int j = 0; j < vector.length; j++) {
                    found[1] += PROBE.weights()[j] * vector[j];
                }
            }
        });
        return found;
    }

    /** Y(a + t (a* - a)_h) - Y(a) = t E_h + O(t^2): halving t leaves a quarter of the error. The same for probe less answer. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theErrorShrinksWithTheSquareOfTheStep(long seed) throws Exception {
        Random random = new Random(seed);
        List<int[]> asked = TinyConfigs.prompts(random, 4, 9);
        Prompts prompts = new Prompts(TinyConfigs.ANSWERS);
        asked.forEach(prompts::add);
        TrustedHeads trusted = TrustedHeads.none();
        double[][] means = new double[LAYERS.size()][];
        for (int layer : LAYERS) {
            var gaussian = HandMade.gaussian(random, 30, Point.HEADS.width(CONFIG));
            means[layer] = gaussian.mean();
            trusted = trusted.with(layer, gaussian);
        }
        Attribution attribution = new Attribution(Ablation.MEAN, LAYERS, trusted, CONFIG);
        ProbeShift shift =
                new ProbeShift(Ablation.MEAN, List.of(PROBE), LAYERS, ProbeShift.Reach.UP_TO, trusted, CONFIG);
        double[] steps = {0.2, 0.1};
        double[][] errors = new double[2][steps.length];
        double effect = 0;
        try (RandomDecoder decoder = RandomDecoder.of(CONFIG, seed, dir)) {
            Observations read = new EffectReader(
                            decoder.model(), List.of(attribution, shift), 100, BatchLimit.ofOneOwner())
                    .read(prompts);
            for (int prompt = 0; prompt < asked.size(); prompt++) {
                int heads = CONFIG.heads();
                float[] shifts = read.vectors(shift, prompt).layers().get(0);
                int row = read.vectors(shift, prompt).from();
                double[] before = moved(decoder.reference(), asked.get(prompt), 0, 0, means[0], 0);
                for (int layer : LAYERS) {
                    float[] effects = read.vectors(attribution, prompt).layers().get(layer);
                    for (int h = 0; h < heads; h++) {
                        double onAnswer = effects[row * heads + h];
                        double onProbeLess = shifts[row * 3 * heads + layer * heads + h];
                        effect += Math.abs(onAnswer);
                        for (int s = 0; s < steps.length; s++) {
                            double[] after =
                                    moved(decoder.reference(), asked.get(prompt), layer, h, means[layer], steps[s]);
                            double change = after[0] - before[0];
                            double less = after[1] - before[1] - change;
                            errors[0][s] += Math.abs(change - steps[s] * onAnswer);
                            errors[1][s] += Math.abs(less - steps[s] * onProbeLess);
                        }
                    }
                }
            }
        }
        assertThat(errors[0][1])
                .as("error of attribution at half the step")
                .isLessThan(0.1 * effect)
                .isBetween(0.2 * errors[0][0], 0.31 * errors[0][0]);
        assertThat(errors[1][1])
                .as("error of probe shift at half the step")
                .isBetween(0.2 * errors[1][0], 0.31 * errors[1][0]);
    }
}
