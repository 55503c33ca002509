package outlayer.jobs.score;

import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.detector.Detector;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.table.FlatTable;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.Score;
import outlayer.linalg.Matrix;

/** Scores one layer of a shard block by block; every example has a row, with a note where there is no score. */
final class LayerScores {

    private static final int BLOCK_ROWS = 1024;
    private static final String NO_VECTOR = "n/a: the example is in quarantine";

    private LayerScores() {}

    static long write(
            FlatTable.Writer<Score> scores, List<String> ids, RunFile vectors, int layer, FittedDetector fitted) {
        Detector detector = fitted.detector();
        if (detector == null) {
            ids.forEach(id -> scores.add(row(id, layer, fitted, null, fitted.note())));
            return ids.size();
        }
        try (LayerReader rows = LayerReader.open(vectors, layer, BLOCK_ROWS)) {
            for (LayerBlock block = rows.next(); block != null; block = rows.next()) {
                double[] values = detector.score(Matrix.of(block.present(), block.dimension(), block.doubles()));
                int next = 0;
                for (int i = 0; i < block.length(); i++) {
                    String id = ids.get(Math.toIntExact(block.start() + i));
                    boolean present = next < block.present() && block.row(next) == i;
                    scores.add(
                            present
                                    ? row(id, layer, fitted, values[next++], null)
                                    : row(id, layer, fitted, null, NO_VECTOR));
                }
            }
        }
        return ids.size();
    }

    private static Score row(
            String id, int layer, FittedDetector fitted, @Nullable Double score, @Nullable String note) {
        return new Score(id, layer, fitted.name(), fitted.params(), fitted.mode(), score, note);
    }
}
