package outlayer.jobs.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.table.SparseBlock;
import outlayer.jobs.table.SparseReader;
import outlayer.linalg.SparseRows;

/** Reads the trusted sparse rows of one layer: all, or of too many a sample. */
final class SparseSample {

    private static final int BLOCK_ROWS = 1024;

    private SparseSample() {}

    static SparseRows of(FitInputs inputs, int layer) {
        RowSample sample = RowSample.of(inputs.trusted(), inputs.maxRows());
        List<SparseRows> taken = new ArrayList<>();
        for (Reading reading : inputs.trusted()) {
            boolean[] wanted = sample.rows(reading);
            try (SparseReader reader = SparseReader.open(reading.vectors(), layer, BLOCK_ROWS)) {
                for (SparseBlock block = reader.next(); block != null; block = reader.next()) {
                    taken.add(wanted(block, wanted));
                }
            }
        }
        return SparseRows.joined(taken);
    }

    private static SparseRows wanted(SparseBlock block, boolean[] wanted) {
        SparseRows all = block.vectors();
        int k = all.k();
        int[] indices = new int[all.indices().length];
        float[] values = new float[all.values().length];
        int rows = 0;
        for (int i = 0; i < all.rows(); i++) {
            if (wanted[Math.toIntExact(block.start() + block.row(i))]) {
                System.arraycopy(all.indices(), i * k, indices, rows * k, k);
                System.arraycopy(all.values(), i * k, values, rows * k, k);
                rows++;
            }
        }
        return new SparseRows(rows, all.cols(), k, Arrays.copyOf(indices, rows * k), Arrays.copyOf(values, rows * k));
    }
}
