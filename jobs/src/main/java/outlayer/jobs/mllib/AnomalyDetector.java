package outlayer.jobs.mllib;

import java.util.UUID;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import outlayer.detector.Method;
import outlayer.detector.Mode;

/**
 * Learns what is normal from trusted vectors: the detectors of the stages `fit` and `score` as an estimator of MLlib, one fit for each
 * group of rows, such as each model, dataset and layer. Names and setters are as MLlib has them; for the value of a parameter ask
 * {@code getOrDefault}.
 *
 * <pre>{@code
 * new AnomalyDetector().setDetector("lof").setK(20).setGroupCols("model", "layer").fit(trusted).transform(test)
 * }</pre>
 *
 * <p>A task fits one group as its vectors stream by; nothing but counts comes to the driver.
 */
public final class AnomalyDetector extends Estimator<AnomalyDetectorModel>
        implements DetectorParams, DefaultParamsWritable {

    private final String uid;
    private final ParamSet params;

    public AnomalyDetector() {
        this("anomalyDetector_" + UUID.randomUUID().toString().substring(24));
    }

    public AnomalyDetector(String uid) {
        this.uid = uid;
        this.params = new ParamSet(this);
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public ParamSet paramSet() {
        return params;
    }

    public AnomalyDetector setDetector(String name) {
        return with(detector(), name);
    }

    public AnomalyDetector setRcond(double rcond) {
        return with(rcond(), rcond);
    }

    public AnomalyDetector setK(int k) {
        return with(k(), k);
    }

    public AnomalyDetector setDistance(String distance) {
        return with(distance(), distance);
    }

    public AnomalyDetector setComponents(int components) {
        return with(components(), components);
    }

    public AnomalyDetector setTrees(int trees) {
        return with(trees(), trees);
    }

    public AnomalyDetector setSample(int sample) {
        return with(sample(), sample);
    }

    public AnomalyDetector setAlpha(double alpha) {
        return with(alpha(), alpha);
    }

    public AnomalyDetector setSign(String sign) {
        return with(sign(), sign);
    }

    public AnomalyDetector setSeed(long seed) {
        return with(seed(), seed);
    }

    public AnomalyDetector setMaxRows(int maxRows) {
        return with(maxRows(), maxRows);
    }

    public AnomalyDetector setArithmetic(String arithmetic) {
        return with(arithmetic(), arithmetic);
    }

    public AnomalyDetector setFeaturesCol(String column) {
        return with(featuresCol(), column);
    }

    public AnomalyDetector setGroupCols(String... columns) {
        return with(groupCols(), columns);
    }

    public AnomalyDetector setTrustedCol(String column) {
        return with(trustedCol(), column);
    }

    public AnomalyDetector setScoreCol(String column) {
        return with(scoreCol(), column);
    }

    public AnomalyDetector setHandleInvalid(String what) {
        return with(handleInvalid(), what);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        checked();
        Columns columns = Columns.of(this);
        columns.checkForFit(schema);
        return columns.scored(schema);
    }

    /** Fits every group at once and keeps the fits cached; {@link AnomalyDetectorModel#release} gives the memory back. */
    @Override
    public AnomalyDetectorModel fit(Dataset<?> table) {
        transformSchema(table.schema());
        Dataset<Row> fits = new GroupFit(
                        Columns.of(this), checked(), (long) getOrDefault(seed()), (int) getOrDefault(maxRows()))
                .of(table.toDF())
                .persist(StorageLevel.MEMORY_AND_DISK());
        if (fits.count() == 0) {
            fits.unpersist();
            throw new IllegalArgumentException(uid + ": no row has a vector in column `" + getOrDefault(featuresCol())
                    + "`, expected trusted ones");
        }
        return copyValues(new AnomalyDetectorModel(uid, fits), ParamMap.empty()).setParent(this);
    }

    @Override
    public AnomalyDetector copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /** The detector, which must have the parameters that are set and the vectors that it needs. */
    private Method checked() {
        Method method = Methods.of(this);
        if (method.mode() == Mode.OFFLINE && !isDefined(trustedCol())) {
            throw new IllegalArgumentException(
                    uid + ": detector " + method.name() + " is " + method.mode().key()
                            + ": it sees unlabelled vectors beside trusted ones; set trustedCol to a column that is false for those");
        }
        return method;
    }

    private AnomalyDetector with(Param<?> param, Object value) {
        set(param.name(), value);
        return this;
    }

    public static MLReader<AnomalyDetector> read() {
        return new DefaultParamsReadable<AnomalyDetector>() {}.read();
    }

    public static AnomalyDetector load(String path) {
        return read().load(path);
    }
}
