package outlayer.jobs.table;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;

/**
 * The shape of one wide vector table: {@code id} and for each layer one nullable binary column of that layer's dimension.
 *
 * @param feature what was read off the model: activations, heads, attribution, ...
 * @param dimensions numbers of a vector, layer by layer
 * @param layers see {@link LayerColumns}
 */
public record VectorSchema(String feature, List<Integer> dimensions, List<Integer> layers, Dtype dtype) {

    static final String TABLE = "vectors";
    static final String ID = LayerColumns.ID;

    /** All layers have one dimension; as files were written before there were others. */
    private static final String DIMENSION = "outlayer.dimension";

    private static final String DIMENSIONS = "outlayer.dimensions";

    public VectorSchema {
        dimensions = List.copyOf(dimensions);
        layers = List.copyOf(layers);
        if (dimensions.size() != layers.size()
                || dimensions.stream().anyMatch(d -> d < 1)
                || !LayerColumns.inOrder(layers)) {
            throw new IllegalArgumentException("Vectors of feature " + feature + ": found dimensions " + dimensions
                    + " and layers " + layers + ", expected one of at least 1 for each, and " + LayerColumns.ORDER);
        }
    }

    /** Every layer has the same dimension. */
    public VectorSchema(String feature, int dimension, List<Integer> layers, Dtype dtype) {
        this(feature, Collections.nCopies(layers.size(), dimension), layers, dtype);
    }

    /** {@code layer_00}, {@code layer_01}, ... */
    public static String column(int layer) {
        return LayerColumns.name(layer);
    }

    /** Numbers of that layer's vectors, which must be there. */
    public int dimension(int layer) {
        int place = layers.indexOf(layer);
        if (place < 0) {
            throw new IllegalArgumentException("Feature " + feature + " has no layer " + layer + "; it has " + layers);
        }
        return dimensions.get(place);
    }

    public int largestDimension() {
        return Collections.max(dimensions);
    }

    /** Bytes of one cell of that layer. */
    public int cellBytes(int layer) {
        return dimension(layer) * dtype.bytes();
    }

    /** Spark's view; feature, dimension and dtype are in the metadata of each layer's column. */
    public StructType struct() {
        StructType struct = new StructType().add(ID, DataTypes.StringType, false);
        for (int layer : layers) {
            Metadata cell = new MetadataBuilder()
                    .putString("feature", feature)
                    .putLong("dimension", dimension(layer))
                    .putString("dtype", dtype.key())
                    .build();
            struct = struct.add(column(layer), DataTypes.BinaryType, true, cell);
        }
        return struct;
    }

    Map<String, String> metadata() {
        boolean one = dimensions.stream().distinct().count() == 1;
        String numbers = dimensions.stream().map(String::valueOf).collect(Collectors.joining(","));
        return Map.of(
                "outlayer.feature",
                feature,
                one ? DIMENSION : DIMENSIONS,
                one ? Integer.toString(dimensions.get(0)) : numbers,
                "outlayer.dtype",
                dtype.key());
    }

    /** What a file says about itself. */
    static VectorSchema of(TableFile file) {
        List<Integer> layers = LayerColumns.layers(file);
        String feature = file.required("outlayer.feature");
        Dtype dtype = Dtype.named(file.required("outlayer.dtype"));
        if (file.metadata(DIMENSIONS) == null) {
            return new VectorSchema(feature, Integer.parseInt(file.required(DIMENSION)), layers, dtype);
        }
        List<Integer> dimensions = Arrays.stream(
                        Objects.requireNonNull(file.metadata(DIMENSIONS)).split(",", -1))
                .map(Integer::valueOf)
                .toList();
        return new VectorSchema(feature, dimensions, layers, dtype);
    }
}
