package outlayer.lm;

import java.util.Random;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.Tensor;
import outlayer.checkpoint.WeightLayout;

/**
 * Random weights for a model that is trained from nothing: normal with deviation 0.8 / sqrt(inputs), and 1 / sqrt(2 L) of that for the
 * two matrices of a block that write to the residual stream, whose sum over L blocks then stays of the size of one (Radford et al.
 * 2019, section 2.3). Norms are 1. The embedding has deviation 0.2, a head half of the general one, so that training starts
 * near the uniform answer; a tied embedding is drawn as a head.
 */
final class WeightInit {

    private static final double GAIN = 0.8;
    private static final double EMBEDDING_DEVIATION = 0.2;

    private final ModelConfig config;
    private final Random random;

    WeightInit(ModelConfig config, Random random) {
        this.config = config;
        this.random = random;
    }

    Tensor draw(WeightLayout.Weight weight) {
        float[] values = new float[Math.toIntExact(Tensor.size(weight.shape()))];
        boolean norm = weight.shape().size() == 1;
        double deviation = norm ? 0 : deviation(weight);
        for (int i = 0; i < values.length; i++) {
            values[i] = norm ? 1 : (float) (deviation * random.nextGaussian());
        }
        return Tensor.of(weight.shape(), values);
    }

    private double deviation(WeightLayout.Weight weight) {
        String name = weight.name();
        double general = GAIN / Math.sqrt(weight.shape().get(1));
        if (name.startsWith("model.embed_tokens")) {
            return config.tiedEmbeddings() ? general / 2 : EMBEDDING_DEVIATION;
        }
        if (name.startsWith("lm_head")) {
            return general / 2;
        }
        boolean writesResidual = name.contains("o_proj") || name.contains("down_proj");
        return writesResidual ? general / Math.sqrt(2.0 * config.blocks()) : general;
    }
}
