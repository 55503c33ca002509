package outlayer.jobs.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.settings.FeatureKind;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.SparseBlock;
import outlayer.jobs.table.SparseReader;
import outlayer.linalg.Matrix;
import outlayer.linalg.SparseRows;

/** The vectors of one layer of one shard; examples in quarantine have none. */
final class ShardVectors {

    private static final int BLOCK_ROWS = 1024;

    private final int examples;
    private final int[] rows;
    private final @Nullable Matrix dense;
    private final @Nullable SparseRows sparse;

    private ShardVectors(int examples, int[] rows, @Nullable Matrix dense, @Nullable SparseRows sparse) {
        this.examples = examples;
        this.rows = rows;
        this.dense = dense;
        this.sparse = sparse;
    }

    static ShardVectors read(Reading reading, int layer) {
        return FeatureKind.of(reading.feature()) == FeatureKind.SPARSE
                ? readSparse(reading, layer)
                : readDense(reading, layer);
    }

    private static ShardVectors readDense(Reading reading, int layer) {
        int examples = Math.toIntExact(reading.vectors().rows());
        try (LayerReader reader = LayerReader.open(reading.vectors(), layer, BLOCK_ROWS)) {
            int dimension = reader.schema().dimension(layer);
            int[] rows = new int[examples];
            double[] values = new double[Math.multiplyExact(examples, dimension)];
            int present = 0;
            for (LayerBlock block = reader.next(); block != null; block = reader.next()) {
                for (int i = 0; i < block.present(); i++) {
                    rows[present + i] = Math.toIntExact(block.start() + block.row(i));
                }
                int cells = block.present() * dimension;
                for (int i = 0; i < cells; i++) {
                    values[present * dimension + i] = block.values()[i];
                }
                present += block.present();
            }
            if (present < examples) {
                values = Arrays.copyOf(values, present * dimension);
            }
            return new ShardVectors(
                    examples, Arrays.copyOf(rows, present), Matrix.of(present, dimension, values), null);
        }
    }

    private static ShardVectors readSparse(Reading reading, int layer) {
        int examples = Math.toIntExact(reading.vectors().rows());
        int[] rows = new int[examples];
        int present = 0;
        List<SparseRows> blocks = new ArrayList<>();
        try (SparseReader reader = SparseReader.open(reading.vectors(), layer, BLOCK_ROWS)) {
            for (SparseBlock block = reader.next(); block != null; block = reader.next()) {
                for (int i = 0; i < block.vectors().rows(); i++) {
                    rows[present++] = Math.toIntExact(block.start() + block.row(i));
                }
                blocks.add(block.vectors());
            }
        }
        return new ShardVectors(examples, Arrays.copyOf(rows, present), null, SparseRows.joined(blocks));
    }

    /** With and without a vector. */
    int examples() {
        return examples;
    }

    /** Which example each vector belongs to. */
    int[] rows() {
        return rows;
    }

    /** The note of an example without a score. */
    String whyNone(int example) {
        return Arrays.binarySearch(rows, example) < 0
                ? "n/a: the example is in quarantine"
                : "n/a: the score is no finite number";
    }

    Matrix dense() {
        return asked(dense);
    }

    SparseRows sparse() {
        return asked(sparse);
    }

    private static <T> T asked(@Nullable T vectors) {
        if (vectors == null) {
            throw new IllegalStateException(
                    "Settings let no detector of dense vectors near sparse ones, or the reverse");
        }
        return vectors;
    }
}
