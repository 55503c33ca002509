package outlayer.jobs.derive;

import java.util.Arrays;
import outlayer.feature.SaeEncoder;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.linalg.Matrix;
import outlayer.linalg.SparseRows;

/** What a sparse autoencoder made of one layer of a shard. */
final class LayerEncoding {

    private static final int MISSING = -1;

    private final SparseRows rows;
    private final int[] places;

    private LayerEncoding(SparseRows rows, int[] places) {
        this.rows = rows;
        this.places = places;
    }

    /** All rows at once: the encoder's matrix passes through memory for each call. */
    static LayerEncoding of(SaeEncoder encoder, RunFile vectors, int layer) {
        int blockRows = Math.toIntExact(Math.max(1, vectors.rows()));
        try (LayerReader reader = LayerReader.open(vectors, layer, blockRows)) {
            int[] places = new int[Math.toIntExact(vectors.rows())];
            Arrays.fill(places, MISSING);
            LayerBlock block = reader.next();
            if (block == null) {
                return new LayerEncoding(
                        encoder.encode(Matrix.zeros(0, encoder.config().width())), places);
            }
            for (int i = 0; i < block.present(); i++) {
                places[block.row(i)] = i;
            }
            Matrix x = Matrix.of(block.present(), block.dimension(), block.doubles());
            return new LayerEncoding(encoder.encode(x), places);
        }
    }

    /** The vectors that are there. */
    SparseRows rows() {
        return rows;
    }

    /** Which of them a row of the shard has; negative where it has none. */
    int place(int row) {
        return places[row];
    }

    int latents() {
        return rows.cols();
    }

    int k() {
        return rows.k();
    }
}
