package outlayer.lm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A batch cut into parts. */
final class Parts {

    private Parts() {}

    static List<TrainingBatch> of(TrainingBatch whole, int... sizes) {
        List<TrainingBatch> parts = new ArrayList<>();
        int from = 0;
        for (int size : sizes) {
            int to = from + size;
            parts.add(new TrainingBatch(
                    whole.tokens().subList(from, to).toArray(int[][]::new),
                    Arrays.copyOfRange(whole.answers(), from, to),
                    Arrays.copyOfRange(whole.results(), from, to)));
            from = to;
        }
        return parts;
    }
}
