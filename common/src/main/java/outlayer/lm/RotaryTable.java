package outlayer.lm;

import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.RopeScaling;

/** Rotary frequencies of a head's feature pairs: pair j turns by theta^(-2j/D) radians a token (Su et al. 2021, section 3.2.2). */
final class RotaryTable {

    private RotaryTable() {}

    /** [D / 2], rounded to float32 as transformers does, whose cosines the decoder must meet at long positions too. */
    static float[] frequencies(ModelConfig config) {
        float[] frequencies = new float[config.headSize() / 2];
        for (int j = 0; j < frequencies.length; j++) {
            double plain = Math.pow(config.ropeTheta(), -2.0 * j / config.headSize());
            RopeScaling scaling = config.ropeScaling();
            frequencies[j] = (float) (scaling == null ? plain : scaling.scale(plain));
        }
        return frequencies;
    }
}
