package outlayer.jobs.mllib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a table must have, and what parameters may be, looked at before any work. */
class SchemaTest {

    private final AnomalyDetector detector = new AnomalyDetector();

    private static StructType table(DataType features) {
        return new StructType().add("features", features).add("layer", DataTypes.IntegerType);
    }

    @Test
    void theScoreIsAddedAtTheEnd() {
        for (DataType type : new DataType[] {
            SQLDataTypes.VectorType(),
            DataTypes.createArrayType(DataTypes.DoubleType),
            DataTypes.createArrayType(DataTypes.FloatType)
        }) {
            assertThat(detector.setGroupCols("layer").transformSchema(table(type)))
                    .isEqualTo(table(type).add("anomalyScore", DataTypes.DoubleType));
        }
    }

    @Test
    void whatIsMissingOrOfAnotherTypeIsNamed() {
        refused(
                () -> detector.transformSchema(table(DataTypes.StringType)),
                ": column `features` is string, expected a vector, array<double> or array<float>; name another by featuresCol");
        refused(
                () -> detector.transformSchema(new StructType().add("x", DataTypes.StringType)),
                ": no column `features`, found [x]; name one of them by featuresCol");
        StructType table = table(SQLDataTypes.VectorType());
        refused(
                () -> new AnomalyDetector("d").setGroupCols("layer", "model").transformSchema(table),
                "d: no column `model`, found [features, layer]; name one of them by groupCols");
        refused(
                () -> new AnomalyDetector("d").setTrustedCol("features").transformSchema(table),
                "d: column `features` is vector, expected a boolean or a number; name another by trustedCol");
        refused(
                () -> detector.transformSchema(table.add("anomalyScore", DataTypes.DoubleType)),
                ": column `anomalyScore` is there already; name another for the scores by scoreCol");
        refused(
                () -> new AnomalyDetectorModel("m").transformSchema(new StructType()),
                "m: no column `features`, found []; name one of them by featuresCol");
    }

    @Test
    void parametersHaveRanges() {
        refused(() -> detector.setDetector("mahalonobis"), "parameter detector given invalid value mahalonobis.");
        refused(() -> detector.setRcond(1), "parameter rcond given invalid value 1.0.");
        refused(() -> detector.setK(0), "parameter k given invalid value 0.");
        refused(() -> detector.setSample(1), "parameter sample given invalid value 1.");
        refused(() -> detector.setHandleInvalid("drop"), "parameter handleInvalid given invalid value drop.");
        refused(() -> detector.setArithmetic("float16"), "parameter arithmetic given invalid value float16.");
    }

    /** Else the value would be ignored without a word. */
    @Test
    void aParameterOfAnotherDetectorIsRefused() {
        detector.setDetector("lof").setK(5).setRcond(1e-3);
        refused(
                () -> detector.transformSchema(table(SQLDataTypes.VectorType())),
                "unknown setting `lof.rcond`; known here: k");
    }

    @Test
    void aCopyHasTheSameParametersAndTheExtraOnes() {
        detector.setDetector("lof").setK(5);
        AnomalyDetector copy = detector.copy(
                new org.apache.spark.ml.param.ParamMap().put(detector.k().w(7)));

        assertThat(copy.uid()).isEqualTo(detector.uid());
        assertThat(copy.getOrDefault(copy.detector())).isEqualTo("lof");
        assertThat(copy.getOrDefault(copy.k())).isEqualTo(7);
        assertThat(detector.getOrDefault(detector.k())).isEqualTo(5);
        assertThat(copy.explainParams()).contains("k: of lof and knn: how many neighbours (default: 20) (current: 7)");
    }

    @Test
    void everyNameIsADetectorThatScoresEachVectorByItself() {
        for (String name : Methods.NAMES) {
            outlayer.detector.Method method = Methods.of(new AnomalyDetector().setDetector(name));
            assertThat(method.name()).isEqualTo(name);
            assertThat(method)
                    .isNotInstanceOf(outlayer.detector.JointMethod.class)
                    .isNotInstanceOf(outlayer.detector.SparseMethod.class)
                    .isNotInstanceOf(outlayer.detector.LofBatchMethod.class);
            assertThat(method.mode()).isNotEqualTo(outlayer.detector.Mode.CEILING);
        }
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageEndingWith(message);
    }
}
