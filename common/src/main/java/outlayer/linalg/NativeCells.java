package outlayer.linalg;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;

/** Numbers outside the heap in either precision, read and written as doubles. */
sealed interface NativeCells extends AutoCloseable {

    static NativeCells allocate(Arithmetic arithmetic, long count) {
        return switch (arithmetic) {
            case FLOAT32 -> new Floats(count);
            case FLOAT64 -> new Doubles(count);
        };
    }

    double at(int i);

    /** Copies the cells [from, from + count) into {@code target} from {@code offset} on. */
    void read(int from, double[] target, int offset, int count);

    /** Copies {@code count} numbers of {@code source} from {@code offset} on into the cells from {@code from} on. */
    void write(int from, double[] source, int offset, int count);

    @Override
    void close();

    final class Doubles implements NativeCells {

        private final DoublePointer pointer;
        private final DoubleBuffer view;

        private Doubles(long count) {
            pointer = new DoublePointer(count);
            view = pointer.asBuffer();
        }

        DoublePointer pointer() {
            return pointer;
        }

        @Override
        public double at(int i) {
            return view.get(i);
        }

        @Override
        public void read(int from, double[] target, int offset, int count) {
            view.get(from, target, offset, count);
        }

        @Override
        public void write(int from, double[] source, int offset, int count) {
            view.put(from, source, offset, count);
        }

        @Override
        public void close() {
            pointer.close();
        }
    }

    /** Rounds what is written; a copy of each piece on the heap converts faster than single cells do. */
    final class Floats implements NativeCells {

        private final FloatPointer pointer;
        private final FloatBuffer view;

        private Floats(long count) {
            pointer = new FloatPointer(count);
            view = pointer.asBuffer();
        }

        FloatPointer pointer() {
            return pointer;
        }

        @Override
        public double at(int i) {
            return view.get(i);
        }

        @Override
        public void read(int from, double[] target, int offset, int count) {
            float[] floats = new float[count];
            view.get(from, floats);
            for (int i = 0; i < count; i++) {
                target[offset + i] = floats[i];
            }
        }

        @Override
        public void write(int from, double[] source, int offset, int count) {
            float[] floats = new float[count];
            for (int i = 0; i < count; i++) {
                floats[i] = (float) source[offset + i];
            }
            view.put(from, floats);
        }

        @Override
        public void close() {
            pointer.close();
        }
    }
}
