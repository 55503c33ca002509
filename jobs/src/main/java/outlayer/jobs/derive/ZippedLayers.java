package outlayer.jobs.derive;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;

/** Several columns of a shard read together, block by block; memory is one block of all of them. For one thread. */
final class ZippedLayers implements Closeable {

    /** 33 layers of 4096 numbers are 69 MB. */
    private static final int BLOCK_ROWS = 128;

    private static final int MISSING = -1;

    private final List<LayerReader> readers;
    private final @Nullable LayerBlock[] blocks;
    /** Which vector of its block a row has, by reader. */
    private final int[][] places;

    private int length;

    private ZippedLayers(List<LayerReader> readers) {
        this.readers = readers;
        blocks = new @Nullable LayerBlock[readers.size()];
        places = new int[readers.size()][BLOCK_ROWS];
    }

    static ZippedLayers open(List<SideBySide.Source> sources) {
        List<LayerReader> opened = new ArrayList<>();
        try {
            for (SideBySide.Source source : sources) {
                opened.add(LayerReader.open(source.file(), source.layer(), BLOCK_ROWS));
            }
            return new ZippedLayers(List.copyOf(opened));
        } catch (RuntimeException e) {
            opened.forEach(LayerReader::close);
            throw e;
        }
    }

    /** Goes to the next block; false after the last. */
    boolean next() {
        length = 0;
        for (int reader = 0; reader < readers.size(); reader++) {
            LayerBlock block = readers.get(reader).next();
            blocks[reader] = block;
            Arrays.fill(places[reader], MISSING);
            if (block != null) {
                length = block.length();
                for (int i = 0; i < block.present(); i++) {
                    places[reader][block.row(i)] = i;
                }
            }
        }
        return length > 0;
    }

    /** Rows of the block. */
    int length() {
        return length;
    }

    /** Copies one reader's vector of a row; gives how many numbers it has, 0 where it is missing. */
    int copy(int reader, int row, float[] to, int at) {
        LayerBlock block = blocks[reader];
        int place = places[reader][row];
        if (block == null || place == MISSING) {
            return 0;
        }
        System.arraycopy(block.values(), place * block.dimension(), to, at, block.dimension());
        return block.dimension();
    }

    @Override
    public void close() {
        readers.forEach(LayerReader::close);
    }
}
