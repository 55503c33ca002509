package outlayer.jobs.mllib;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** MLlib's own metadata and parameters, and the fits as Parquet beside them. */
final class ModelWriter extends MLWriter {

    private static final String FITS = "fits";

    private final AnomalyDetectorModel model;
    private final Dataset<Row> fits;

    ModelWriter(AnomalyDetectorModel model, Dataset<Row> fits) {
        this.model = model;
        this.fits = fits;
    }

    /** Where the fits of a saved model lie. */
    static String fits(String path) {
        return new Path(path, FITS).toString();
    }

    @Override
    public void saveImpl(String path) {
        try {
            model.metadata().session(sparkSession()).save(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the parameters of " + model + " to " + path, e);
        }
        fits.write().parquet(fits(path));
    }
}
