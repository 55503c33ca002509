package outlayer.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.detector.Detector;
import outlayer.detector.LayerVectors;
import outlayer.detector.LofMethod;
import outlayer.detector.Mode;
import outlayer.detector.NotApplicableException;
import outlayer.detector.Parameters;
import outlayer.detector.RowsMethod;
import outlayer.evaluate.ScoreColumn;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.fit.LayerFit;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.UnitFile;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.Dtype;
import outlayer.jobs.table.FlatTable;
import outlayer.jobs.table.ParametersFile;
import outlayer.jobs.table.Score;
import outlayer.jobs.table.ScoreTable;
import outlayer.jobs.table.VectorSchema;
import outlayer.jobs.table.VectorWriter;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;
import outlayer.quirky.Part;

/** Four examples with the vectors (0, 0), (1, 1), none and (3, 3). */
class LayerScoringTest {

    private static final List<String> IDS = List.of("a", "b", "c", "d");

    @TempDir
    private Path root;

    private RunDirectory run;
    private ShardVectors vectors;

    @BeforeEach
    void publishVectors() {
        run = Runs.local(root);
        VectorSchema schema = new VectorSchema("activations", 2, List.of(1), Dtype.FLOAT32);
        RunFile file = publish("vectors", out -> {
            try (VectorWriter rows = new VectorWriter(out, schema)) {
                for (int i = 0; i < IDS.size(); i++) {
                    List<float @Nullable []> layers = new ArrayList<>();
                    layers.add(i == 2 ? null : new float[] {i, i});
                    rows.add(IDS.get(i), layers, 0);
                }
            }
        });
        Shard shard = new Shard("dataset", Part.TEST, 0, file, "shard");
        vectors =
                ShardVectors.read(new Reading("model", "base", shard, "activations", "key", List.of(1), null, file), 1);
    }

    private RunFile publish(String name, Consumer<UnitFile> content) {
        try (UnitWriter unit = run.begin(UnitSpec.of("test", 1).label("name", name))) {
            content.accept(unit.file(name));
            return run.file(unit.publish(), name);
        }
    }

    private ScoreColumn score(RowsMethod method, Consumer<UnitFile> fit) {
        LayerFit fitted = new LayerFit(1, method, "key", publish("fit", fit));
        return new LayerScoring("activations", vectors, Arithmetic.FLOAT64).score(fitted);
    }

    @Test
    void everyVectorHasItsScoreAndTheOthersNone() {
        ScoreColumn column = score(new GivenScores(5, 6, 7), LayerScoringTest::nothing);
        assertThat(column.key()).hasToString("activations/given//online/1");
        assertThat(column.scores()).containsExactly(5, 6, Double.NaN, 7);
    }

    /** Written and read again: null with a note each, which says why; the column is defined by the one that is left. */
    @Test
    void aScoreThatIsNoNumberIsNone() {
        ScoreColumn column = score(new GivenScores(Double.NaN, Double.POSITIVE_INFINITY, 7), LayerScoringTest::nothing);
        RunFile file = publish("scores", out -> {
            try (FlatTable.Writer<Score> table = ScoreTable.TABLE.writer(out)) {
                ShardScores.write(table, IDS, column, vectors::whyNone);
            }
        });
        assertThat(ScoreTable.TABLE.read(file))
                .containsExactly(
                        new Score("a", column.key(), null, "n/a: the score is no finite number"),
                        new Score("b", column.key(), null, "n/a: the score is no finite number"),
                        new Score("c", column.key(), null, "n/a: the example is in quarantine"),
                        new Score("d", column.key(), 7.0, null));
        ShardScores read = ShardScores.read(List.of(file));
        assertThat(read.ids()).isEqualTo(IDS);
        assertThat(read.columns().get(0).note()).isEmpty();
        assertThat(read.columns().get(0).scores()).containsExactly(Double.NaN, Double.NaN, Double.NaN, 7);
    }

    @Test
    void aLayerThatIsNotApplicableHasTheNoteOfItsFit() {
        ScoreColumn column = score(
                new GivenScores(1, 2, 3), out -> ParametersFile.write(out, new NotApplicableException("no variance")));
        assertThat(column.scores()).isNull();
        assertThat(column.note()).isEqualTo("n/a: no variance");
    }

    @Test
    void aFitOfAnotherModelIsNamed() {
        Matrix threeNumbers = Matrix.of(4, 3, new double[] {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1});
        LofMethod lof = new LofMethod(2);
        Parameters fitted = lof.fit(new FakeLayer(threeNumbers));
        assertThatThrownBy(() -> score(lof, out -> ParametersFile.write(out, fitted)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Vectors have 2 features, expected 3; was the fit made with another model?");
    }

    @Test
    void aDetectorThatLosesVectorsIsNamed() {
        assertThatThrownBy(() -> score(new GivenScores(1), LayerScoringTest::nothing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Detector activations/given//online/1 gave 1 scores of 3 vectors, expected one each");
    }

    private static void nothing(UnitFile out) {
        ParametersFile.write(out, Parameters.none());
    }

    /** Gives these scores whatever the vectors are. */
    private static final class GivenScores implements RowsMethod {

        private final double[] scores;

        GivenScores(double... scores) {
            this.scores = scores;
        }

        @Override
        public String name() {
            return "given";
        }

        @Override
        public String params() {
            return "";
        }

        @Override
        public Mode mode() {
            return Mode.ONLINE;
        }

        @Override
        public Parameters fit(LayerVectors layer) {
            return Parameters.none();
        }

        @Override
        public Detector detector(Parameters fitted, Arithmetic arithmetic) {
            return x -> Arrays.copyOf(scores, scores.length);
        }
    }
}
