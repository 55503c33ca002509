package outlayer.jobs.table;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;

/**
 * The shape of one wide vector table: {@code id} and for each layer one nullable binary column of {@code dimension} numbers.
 *
 * @param feature what was read off the model: activations, heads, attribution, ...
 * @param layers ascending, each 0 or more
 */
public record VectorSchema(String feature, int dimension, List<Integer> layers, Dtype dtype) {

    static final String TABLE = "vectors";
    static final String ID = "id";

    private static final String COLUMN = "layer_";

    public VectorSchema {
        layers = List.copyOf(layers);
        if (dimension < 1
                || layers.isEmpty()
                || layers.get(0) < 0
                || !List.copyOf(new TreeSet<>(layers)).equals(layers)) {
            throw new IllegalArgumentException("Vectors of feature " + feature + ": found dimension " + dimension
                    + " and layers " + layers + ", expected at least 1 and ascending layers from 0");
        }
    }

    /** {@code layer_00}, {@code layer_01}, ... */
    public static String column(int layer) {
        return String.format(Locale.ROOT, COLUMN + "%02d", layer);
    }

    /** Bytes of one cell. */
    public int cellBytes() {
        return dimension * dtype.bytes();
    }

    /** Spark's view; feature, dimension and dtype are in the metadata of each layer's column. */
    public StructType struct() {
        Metadata cell = new MetadataBuilder()
                .putString("feature", feature)
                .putLong("dimension", dimension)
                .putString("dtype", dtype.key())
                .build();
        StructType struct = new StructType().add(ID, DataTypes.StringType, false);
        for (int layer : layers) {
            struct = struct.add(column(layer), DataTypes.BinaryType, true, cell);
        }
        return struct;
    }

    Map<String, String> metadata() {
        return Map.of(
                "outlayer.feature", feature,
                "outlayer.dimension", Integer.toString(dimension),
                "outlayer.dtype", dtype.key());
    }

    /** What a file says about itself. */
    static VectorSchema of(TableFile file) {
        MessageType columns = file.schema();
        List<Integer> layers = columns.getFields().stream()
                .map(Type::getName)
                .filter(name -> name.startsWith(COLUMN))
                .map(name -> Integer.valueOf(name.substring(COLUMN.length())))
                .toList();
        return new VectorSchema(
                file.required("outlayer.feature"),
                Integer.parseInt(file.required("outlayer.dimension")),
                layers,
                Dtype.named(file.required("outlayer.dtype")));
    }
}
