package outlayer.jobs.mllib;

import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Reads what {@link ModelWriter} has written. */
final class ModelReader extends MLReader<AnomalyDetectorModel> {

    @Override
    public AnomalyDetectorModel load(String path) {
        AnomalyDetectorModel parameters = new DefaultParamsReadable<AnomalyDetectorModel>() {}.read()
                .session(sparkSession())
                .load(path);
        return parameters.copyValues(new AnomalyDetectorModel(parameters.uid(), fits(path)), ParamMap.empty());
    }

    /**
     * Cached, since whoever saves over the path removes what lies there first. As rows of their own: a cached scan would be shared by all
     * who load the path, and become a scan of whatever is written there next.
     */
    private Dataset<Row> fits(String path) {
        Dataset<Row> stored = sparkSession().read().parquet(ModelWriter.fits(path));
        Dataset<Row> fits = sparkSession()
                .createDataFrame(stored.javaRDD(), stored.schema())
                .persist(StorageLevel.MEMORY_AND_DISK());
        fits.count();
        return fits;
    }
}
