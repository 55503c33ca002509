package outlayer.lm;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.RopeScaling;
import outlayer.checkpoint.Tensor;

/**
 * The decoder again, in double precision and plain loops, one prompt at a time, straight from the papers: what the script is held
 * against. The last token's vectors may be looked at and changed on their way.
 */
public final class ReferenceDecoder {

    /** Meets every vector of the last token, in the order in which they come to be, and may write into it. */
    @FunctionalInterface
    public interface Change {
        void at(Point point, int layer, double[] vector);
    }

    /** Added to feature {@code feature} of the residual after {@code layer} blocks at the last token. */
    record Nudge(int layer, int feature, double amount) implements Change {

        @Override
        public void at(Point point, int at, double[] vector) {
            if (point == Point.RESIDUAL && at == layer) {
                vector[feature] += amount;
            }
        }
    }

    static final Change NONE = (point, layer, vector) -> {};

    private final ModelConfig config;
    private final Map<String, double[]> weights = new TreeMap<>();

    ReferenceDecoder(ModelConfig config, Map<String, Tensor> tensors) {
        this.config = config;
        tensors.forEach((name, tensor) -> {
            double[] values = new double[tensor.values().remaining()];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.values().get(i);
            }
            weights.put(name, values);
        });
    }

    /** A weight that a test may change. */
    double[] weight(String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    /** Residual stream: [layer][token][feature]. */
    double[][][] residuals(int[] tokens, Change change) {
        int d = config.width();
        double[][] x = new double[tokens.length][d];
        for (int t = 0; t < tokens.length; t++) {
            System.arraycopy(weight("model.embed_tokens.weight"), tokens[t] * d, x[t], 0, d);
        }
        double[][][] stream = new double[config.layers()][][];
        for (int layer = 0; layer < stream.length; layer++) {
            if (layer > 0) {
                x = block(x, layer - 1, change);
            }
            change.at(Point.RESIDUAL, layer, x[tokens.length - 1]);
            stream[layer] = x;
        }
        return stream;
    }

    public double logOdds(int[] tokens, AnswerTokens answers, Change change) {
        double[] logits = logits(residuals(tokens, change)[config.blocks()][tokens.length - 1]);
        return logits[answers.yes()] - logits[answers.no()];
    }

    /** -log p of the token that follows the first {@code length} tokens. */
    double crossEntropy(int[] tokens, int length, int target) {
        double[] logits = logits(residuals(tokens, NONE)[config.blocks()][length - 1]);
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        return Math.log(sum) - logits[target];
    }

    private double[] logits(double[] x) {
        String head = config.tiedEmbeddings() ? "model.embed_tokens.weight" : "lm_head.weight";
        return times(weight(head), norm(x, "model.norm.weight"));
    }

    private double[][] block(double[][] x, int block, Change change) {
        String name = "model.layers." + block + ".";
        int size = config.headSize();
        double[][] q = new double[x.length][];
        double[][] k = new double[x.length][];
        double[][] v = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] h = norm(x[t], name + "input_layernorm.weight");
            q[t] = rotate(times(weight(name + "self_attn.q_proj.weight"), h), t);
            k[t] = rotate(times(weight(name + "self_attn.k_proj.weight"), h), t);
            v[t] = times(weight(name + "self_attn.v_proj.weight"), h);
        }
        double[][] out = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] attended = new double[config.heads() * size];
            for (int head = 0; head < config.heads(); head++) {
                attend(q[t], k, v, t, head, attended);
            }
            Change last = t == x.length - 1 ? change : NONE;
            last.at(Point.HEADS, block, attended);
            double[] attention = times(weight(name + "self_attn.o_proj.weight"), attended);
            last.at(Point.ATTENTION, block, attention);
            double[] y = sum(x[t], attention);
            double[] h = norm(y, name + "post_attention_layernorm.weight");
            double[] gate = times(weight(name + "mlp.gate_proj.weight"), h);
            double[] up = times(weight(name + "mlp.up_proj.weight"), h);
            for (int f = 0; f < gate.length; f++) {
                up[f] *= gate[f] / (1 + Math.exp(-gate[f]));
            }
            double[] mlp = times(weight(name + "mlp.down_proj.weight"), up);
            last.at(Point.MLP, block, mlp);
            out[t] = sum(y, mlp);
        }
        return out;
    }

    private void attend(double[] query, double[][] k, double[][] v, int t, int head, double[] out) {
        int size = config.headSize();
        int shared = head / (config.heads() / config.keyValueHeads()) * size;
        Integer window = config.slidingWindow();
        int from = window == null ? 0 : Math.max(0, t - window + 1);
        double[] share = new double[t + 1];
        double total = 0;
        for (int s = from; s <= t; s++) {
            double product = 0;
            for (int j = 0; j < size; j++) {
                product += query[head * size + j] * k[s][shared + j];
            }
            share[s] = Math.exp(product / Math.sqrt(size));
            total += share[s];
        }
        for (int s = from; s <= t; s++) {
            for (int j = 0; j < size; j++) {
                out[head * size + j] += share[s] / total * v[s][shared + j];
            }
        }
    }

    private double[] rotate(double[] x, int position) {
        int size = config.headSize();
        double[] out = new double[x.length];
        for (int start = 0; start < x.length; start += size) {
            for (int j = 0; j < size / 2; j++) {
                double frequency = Math.pow(config.ropeTheta(), -2.0 * j / size);
                RopeScaling scaling = config.ropeScaling();
                double angle = position * (scaling == null ? frequency : scaling.scale(frequency));
                double a = x[start + j];
                double b = x[start + j + size / 2];
                out[start + j] = a * Math.cos(angle) - b * Math.sin(angle);
                out[start + j + size / 2] = b * Math.cos(angle) + a * Math.sin(angle);
            }
        }
        return out;
    }

    private double[] norm(double[] x, String name) {
        double squares = 0;
        for (double value : x) {
            squares += value * value;
        }
        double root = Math.sqrt(squares / x.length + config.normEpsilon());
        double[] out = new double[x.length];
        for (int j = 0; j < x.length; j++) {
            out[j] = x[j] / root * weight(name)[j];
        }
        return out;
    }

    private static double[] times(double[] matrix, double[] x) {
        double[] out = new double[matrix.length / x.length];
        for (int i = 0; i < out.length; i++) {
            for (int j = 0; j < x.length; j++) {
                out[i] += matrix[i * x.length + j] * x[j];
            }
        }
        return out;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] out = a.clone();
        for (int j = 0; j < a.length; j++) {
            out[j] += b[j];
        }
        return out;
    }
}
