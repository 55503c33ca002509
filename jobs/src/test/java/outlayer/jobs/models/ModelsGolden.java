package outlayer.jobs.models;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code make_golden.py} wrote: the shipped models as transformers reads them, by directory name. */
record ModelsGolden(String no, String yes, Map<String, Model> models) {

    /** How to make it anew, for whoever meets a stale one. */
    static final String HOW = "make it again (Python with torch and transformers), in the repository's root:"
            + " python jobs/src/test/resources/outlayer/jobs/models/make_golden.py"
            + " conf/models jobs/src/test/resources/outlayer/jobs/models/golden.json";

    /**
     * @param sha256 of model.safetensors
     * @param no token of the answer No
     */
    record Model(String sha256, int no, int yes, List<Prompt> prompts) {}

    record Prompt(
            String text,
            List<Integer> tokens,
            @SerializedName("log_odds") double logOdds,
            List<String> residuals) {

        int[] ids() {
            return tokens.stream().mapToInt(Integer::intValue).toArray();
        }

        /** Residual of the last token after so many blocks. [d] */
        float[] residual(int layer) {
            byte[] bytes = Base64.getDecoder().decode(residuals.get(layer));
            float[] values = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            return values;
        }
    }

    static ModelsGolden read() throws IOException {
        @Nullable InputStream in = ModelsGolden.class.getResourceAsStream("golden.json");
        if (in == null) {
            throw new IllegalStateException("golden.json is missing on the class path; " + HOW);
        }
        try (InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return new Gson().fromJson(reader, ModelsGolden.class);
        }
    }

    Model model(String name) {
        Model model = models.get(name);
        if (model == null) {
            throw new AssertionError(
                    "Model " + name + " is not in golden.json, which has " + models.keySet() + "; " + HOW);
        }
        return model;
    }
}
