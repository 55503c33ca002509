package outlayer.jobs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import outlayer.checkpoint.ElementType;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.SparseCheckpoint;

/** A BF16 checkpoint of any size whose weights are random: one block of normal numbers, deviation 0.02, over and over. */
final class BigModel {

    private static final int BLOCK_BYTES = 64 << 20;
    private static final int SHARDS = 4;

    private BigModel() {}

    /** Writes it unless it is there: the last file to be written is the configuration. */
    static void write(Path dir, ModelConfig config) {
        if (Files.exists(dir.resolve("config.json"))) {
            return;
        }
        Path unfinished = dir.resolveSibling(dir.getFileName() + ".part");
        try {
            Files.createDirectories(unfinished);
            SparseCheckpoint.write(unfinished, config, ElementType.BF16, SHARDS);
            ByteBuffer block = randomBlock();
            List<Path> shards;
            try (Stream<Path> files = Files.list(unfinished)) {
                shards = files.filter(file -> file.toString().endsWith(".safetensors"))
                        .sorted()
                        .toList();
            }
            for (Path shard : shards) {
                fill(shard, block);
            }
            Files.move(unfinished, dir);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + dir, e);
        }
    }

    private static ByteBuffer randomBlock() {
        Random random = new Random(1);
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (block.hasRemaining()) {
            // bfloat16 is the upper half of a float32.
            block.putShort((short) (Float.floatToRawIntBits((float) (0.02 * random.nextGaussian())) >>> 16));
        }
        return block;
    }

    /** Everything behind the header. */
    private static void fill(Path shard, ByteBuffer block) throws IOException {
        try (FileChannel channel = FileChannel.open(shard, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(length, 0);
            long at = Long.BYTES + length.getLong(0);
            long end = channel.size();
            while (at < end) {
                at += channel.write(block.duplicate().clear().limit((int) Math.min(BLOCK_BYTES, end - at)), at);
            }
        }
    }
}
