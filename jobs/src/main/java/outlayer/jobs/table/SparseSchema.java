package outlayer.jobs.table;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;

/**
 * The shape of one wide table of sparse vectors: {@code id} and for each layer one nullable binary column, k indices in int32 and then
 * their k values in float32, little-endian; index -1 where a vector has fewer than k.
 *
 * @param latents numbers of a vector, of which at most k differ from 0
 * @param layers see {@link LayerColumns}
 */
public record SparseSchema(String feature, int latents, int k, List<Integer> layers) {

    public SparseSchema {
        layers = List.copyOf(layers);
        if (latents < 1 || k < 1 || k > latents || !LayerColumns.inOrder(layers)) {
            throw new IllegalArgumentException("Sparse vectors of feature " + feature + ": found " + k + " of "
                    + latents + " latents and layers " + layers + ", expected at least 1 of as many, and "
                    + LayerColumns.ORDER);
        }
    }

    /** Bytes of one cell. */
    public int cellBytes() {
        return k * (Integer.BYTES + Float.BYTES);
    }

    /** Spark's view; feature, latents and k are in the metadata of each layer's column. */
    public StructType struct() {
        Metadata cell = new MetadataBuilder()
                .putString("feature", feature)
                .putLong("latents", latents)
                .putLong("k", k)
                .build();
        StructType struct = new StructType().add(LayerColumns.ID, DataTypes.StringType, false);
        for (int layer : layers) {
            struct = struct.add(LayerColumns.name(layer), DataTypes.BinaryType, true, cell);
        }
        return struct;
    }

    Map<String, String> metadata() {
        return Map.of(
                "outlayer.feature", feature,
                "outlayer.latents", Integer.toString(latents),
                "outlayer.k", Integer.toString(k));
    }

    /** What a file says about itself. */
    static SparseSchema of(TableFile file) {
        return new SparseSchema(
                file.required("outlayer.feature"),
                Integer.parseInt(file.required("outlayer.latents")),
                Integer.parseInt(file.required("outlayer.k")),
                LayerColumns.layers(file));
    }
}
