package outlayer.jobs.mllib;

import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.MLReader;

/** Reads what {@link ModelWriter} has written. */
final class ModelReader extends MLReader<AnomalyDetectorModel> {

    @Override
    public AnomalyDetectorModel load(String path) {
        AnomalyDetectorModel parameters = new DefaultParamsReadable<AnomalyDetectorModel>() {}.read()
                .session(sparkSession())
                .load(path);
        return parameters.copyValues(
                new AnomalyDetectorModel(parameters.uid(), sparkSession().read().parquet(ModelWriter.fits(path))),
                ParamMap.empty());
    }
}
