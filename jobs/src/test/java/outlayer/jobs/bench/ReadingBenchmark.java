package outlayer.jobs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.table.CountingFile;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.VectorSchema;

/** Reads one layer of the wide table by one thread: how many bytes move, and how fast its vectors arrive. */
final class ReadingBenchmark {

    private static final int BLOCK_ROWS = 1024;

    private final SparkSession spark;
    private final Path out;
    private final Sizes sizes;

    ReadingBenchmark(SparkSession spark, Path out, Sizes sizes) {
        this.spark = spark;
        this.out = out;
        this.sizes = sizes;
    }

    Result run() {
        TableShape shape = sizes.square();
        SyntheticTable table = SyntheticTable.of(spark, out.resolve("data"), shape);
        int layer = shape.layers() / 2;
        long[] moved = new long[1];
        List<Double> seconds = Stopwatch.seconds(sizes.repetitions(), () -> moved[0] = read(table, layer));
        double stored = table.files().stream()
                .mapToLong(file -> storedBytes(file, layer))
                .sum();
        double megabytes = 4e-6 * shape.n() * shape.d();
        double floor = sequentialSeconds(table.files().get(0), (long) (stored / TableShape.FILES)) * TableShape.FILES;
        return new Result(
                "read-one-layer",
                shape.toString(),
                "float32",
                1,
                seconds,
                megabytes,
                "MB/s",
                new Result.Floor("its stored bytes read in one piece, page cache warm", megabytes / floor),
                List.of(Requirement.atMost(1.3, "bytes moved over the layer's stored bytes", moved[0] / stored)),
                String.format(
                        Locale.ROOT,
                        "%.1f MB of vectors, %.1f MB stored (zstd), %.1f MB moved",
                        megabytes,
                        stored / 1e6,
                        moved[0] / 1e6));
    }

    private static long read(SyntheticTable table, int layer) {
        long moved = 0;
        long rows = 0;
        for (RunFile file : table.files()) {
            CountingFile counting = new CountingFile(file);
            try (LayerReader reader = LayerReader.open(counting, layer, BLOCK_ROWS)) {
                for (LayerBlock block = reader.next(); block != null; block = reader.next()) {
                    rows += block.present();
                }
            }
            moved += counting.bytesRead();
        }
        if (rows != table.shape().n()) {
            throw new IllegalStateException("Read " + rows + " rows of " + table.shape());
        }
        return moved;
    }

    private static long storedBytes(RunFile file, int layer) {
        try (ParquetFileReader footer = ParquetFileReader.open(file)) {
            long bytes = 0;
            for (BlockMetaData group : footer.getFooter().getBlocks()) {
                for (ColumnChunkMetaData column : group.getColumns()) {
                    if (column.getPath().toDotString().equals(VectorSchema.column(layer))) {
                        bytes += column.getTotalSize();
                    }
                }
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the footer of " + file, e);
        }
    }

    private static double sequentialSeconds(RunFile file, long bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        Path path = file.localCopy(Path.of("."));
        return Stopwatch.best(3, () -> {
            try (FileChannel channel = FileChannel.open(path)) {
                long read = 0;
                while (read < bytes) {
                    int n = channel.read(buffer.clear());
                    if (n < 0) {
                        throw new IllegalStateException(file + " is shorter than " + bytes);
                    }
                    read += n;
                }
            }
        });
    }
}
