package outlayer.jobs.fit;

import java.util.Arrays;
import java.util.List;
import outlayer.detector.LabelledRows;
import outlayer.detector.LayerVectors;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.VectorTable;
import outlayer.linalg.Matrix;
import outlayer.quirky.Example;
import outlayer.stats.Gaussian;

/** The vectors of one layer of one feature, read from their tables each time they are asked for. */
final class StoredLayer implements LayerVectors {

    private static final int BLOCK_ROWS = 1024;

    private final FitInputs inputs;
    private final int layer;

    StoredLayer(FitInputs inputs, int layer) {
        this.inputs = inputs;
        this.layer = layer;
    }

    @Override
    public int dimension() {
        return VectorTable.schema(inputs.trusted().get(0).vectors()).dimension(layer);
    }

    @Override
    public Matrix trusted() {
        return rows(inputs.trusted()).x();
    }

    @Override
    public Matrix unlabelled() {
        return rows(asked(inputs.unlabelled(), "unlabelled vectors, but its mode is not OFFLINE"))
                .x();
    }

    @Override
    public LabelledRows labelled() {
        List<Reading> readings = asked(inputs.labelled(), "labels, but its mode is not CEILING");
        Taken taken = rows(readings);
        boolean[] anomalous = new boolean[taken.count];
        int next = 0;
        for (int shard = 0; shard < readings.size(); shard++) {
            List<Example> examples = readings.get(shard).shard().examples();
            for (int row : taken.rows[shard]) {
                anomalous[next++] = examples.get(row).anomalous();
            }
        }
        return new LabelledRows(taken.x(), anomalous);
    }

    @Override
    public Gaussian gaussian() {
        return asked(
                        inputs.gaussians(),
                        "the Gaussian, but its cutoff() is 1: say there how much of the spectrum it needs")
                .get(0)
                .read();
    }

    private Taken rows(List<Reading> readings) {
        RowSample sample = RowSample.of(readings, inputs.maxRows());
        Taken taken = new Taken(readings.size(), (int) Math.min(inputs.maxRows(), FitInputs.rows(readings)));
        for (int shard = 0; shard < readings.size(); shard++) {
            taken.read(readings.get(shard), shard, layer, sample.rows(readings.get(shard)));
        }
        return taken;
    }

    private static <T> List<T> asked(List<T> given, String what) {
        if (given.isEmpty()) {
            throw new IllegalArgumentException("A method asks for " + what);
        }
        return given;
    }

    /** Rows of a sample as they are read. */
    private static final class Taken {

        private final int[][] rows;
        private final int most;
        private int dimension;
        private double[] values = new double[0];
        private int count;

        Taken(int shards, int most) {
            this.rows = new int[shards][];
            this.most = most;
        }

        void read(Reading reading, int shard, int layer, boolean[] wanted) {
            int[] taken = new int[wanted.length];
            int before = count;
            try (LayerReader reader = LayerReader.open(reading.vectors(), layer, BLOCK_ROWS)) {
                open(reader.schema().dimension(layer));
                for (LayerBlock block = reader.next(); block != null; block = reader.next()) {
                    for (int i = 0; i < block.present(); i++) {
                        int row = Math.toIntExact(block.start() + block.row(i));
                        if (wanted[row]) {
                            taken[count - before] = row;
                            copy(block, i);
                        }
                    }
                }
            }
            rows[shard] = Arrays.copyOf(taken, count - before);
        }

        /** The first shard says how long the vectors are; those that follow must be as long. */
        private void open(int found) {
            if (values.length == 0) {
                dimension = found;
                values = new double[Math.multiplyExact(most, dimension)];
            } else if (found != dimension) {
                throw new IllegalArgumentException(
                        "Shards have vectors of %d and of %d numbers; were they made with different models?"
                                .formatted(dimension, found));
            }
        }

        private void copy(LayerBlock block, int i) {
            for (int j = 0; j < dimension; j++) {
                values[count * dimension + j] = block.values()[i * dimension + j];
            }
            count++;
        }

        /** Fewer than were expected where examples are in quarantine. */
        Matrix x() {
            int cells = count * dimension;
            return Matrix.of(count, dimension, cells == values.length ? values : Arrays.copyOf(values, cells));
        }
    }
}
