package outlayer.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/** Which taps the script is asked for, and the order in which it gives them: the embedding, then block by block. */
final class TapOrder {

    /** Points of a block in the order in which it passes them; RESIDUAL is what it leaves. */
    private static final List<Point> IN_BLOCK = List.of(Point.HEADS, Point.ATTENTION, Point.MLP);

    /** Rows of what the script is told. */
    private static final List<Point> ROWS = List.of(Point.RESIDUAL, Point.HEADS, Point.ATTENTION, Point.MLP);

    private record Tap(Point point, int layer) {

        @Override
        public String toString() {
            return point.key() + " " + layer;
        }
    }

    private final Positions positions;
    private final int blocks;
    private final List<Tap> taps = new ArrayList<>();

    private TapOrder(Taps asked, int blocks) {
        positions = asked.positions();
        this.blocks = blocks;
        add(asked, Point.RESIDUAL, 0);
        for (int block = 0; block < blocks; block++) {
            for (Point point : IN_BLOCK) {
                add(asked, point, block);
            }
            add(asked, Point.RESIDUAL, block + 1);
        }
    }

    static TapOrder of(Taps asked, int blocks) {
        return new TapOrder(asked, blocks);
    }

    private void add(Taps asked, Point point, int layer) {
        if (asked.layers().getOrDefault(point, List.of()).contains(layer)) {
            taps.add(new Tap(point, layer));
        }
    }

    /** [4, blocks + 1], 1 where a point is tapped at a layer. */
    NDArray wanted(NDManager host) {
        long[] wanted = new long[ROWS.size() * (blocks + 1)];
        for (Tap tap : taps) {
            wanted[ROWS.indexOf(tap.point()) * (blocks + 1) + tap.layer()] = 1;
        }
        return host.create(wanted, new Shape(ROWS.size(), blocks + 1));
    }

    int size() {
        return taps.size();
    }

    /** Which of the taps a probe reads. */
    int place(LinearProbe probe) {
        int place = taps.indexOf(new Tap(probe.point(), probe.layer()));
        if (place < 0) {
            throw new IllegalArgumentException(probe + ": that is not among the taps, which are " + taps);
        }
        return place;
    }

    /** Adds arrays of the first taps, in order, to what was read of each prompt's last token. */
    Readout fill(Readout readout, List<NDArray> arrays) {
        for (int i = 0; i < arrays.size(); i++) {
            readout.with(taps.get(i).point(), taps.get(i).layer(), arrays.get(i).toFloatArray());
        }
        return readout;
    }

    /** The script's result as Java values: without padding. */
    Readout readout(NDList result, List<int[]> prompts, int longest) {
        double[] logOdds = doubles(result.get(0));
        int rows = positions == Positions.LAST
                ? prompts.size()
                : prompts.stream().mapToInt(prompt -> prompt.length).sum();
        var readout = new Readout(logOdds, rows);
        for (int i = 0; i < taps.size(); i++) {
            float[] values = result.get(i + 1).toFloatArray();
            readout.with(
                    taps.get(i).point(),
                    taps.get(i).layer(),
                    positions == Positions.LAST ? values : withoutPadding(values, prompts, longest, rows));
        }
        return readout;
    }

    /** Numbers of a vector of float32. */
    static double[] doubles(NDArray array) {
        float[] floats = array.toFloatArray();
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    private static float[] withoutPadding(float[] values, List<int[]> prompts, int longest, int rows) {
        int width = values.length / (prompts.size() * longest);
        float[] tokens = new float[rows * width];
        int to = 0;
        for (int i = 0; i < prompts.size(); i++) {
            int length = prompts.get(i).length * width;
            System.arraycopy(values, i * longest * width, tokens, to, length);
            to += length;
        }
        return tokens;
    }
}
