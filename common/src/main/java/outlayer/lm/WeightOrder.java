package outlayer.lm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.Projection;
import outlayer.checkpoint.WeightLayout;

/** Where each entry of the script's weight list is found in the checkpoint's layout. */
final class WeightOrder {

    /** Stands for a bias that the model has not. */
    static final int EMPTY = -1;

    private WeightOrder() {}

    /** Index into {@link WeightLayout#of} for every place of the script's list; a tied head is the embedding once more. */
    static int[] of(ModelConfig config) {
        Map<String, Integer> places = new HashMap<>();
        WeightLayout.of(config).forEach(weight -> places.put(weight.name(), places.size()));
        List<String> names = new ArrayList<>();
        names.add("model.embed_tokens.weight");
        names.add("model.norm.weight");
        names.add(config.tiedEmbeddings() ? "model.embed_tokens.weight" : "lm_head.weight");
        for (int block = 0; block < config.blocks(); block++) {
            names.add("model.layers." + block + ".input_layernorm.weight");
            names.add("model.layers." + block + ".post_attention_layernorm.weight");
            for (Projection projection : Projection.values()) {
                names.add(projection.module(block) + ".weight");
                names.add(projection.module(block) + ".bias");
            }
        }
        return names.stream().mapToInt(name -> places.getOrDefault(name, EMPTY)).toArray();
    }
}
