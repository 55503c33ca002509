package outlayer.jobs.statistics;

import java.io.Serializable;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.table.GaussianFile;
import outlayer.stats.Gaussian;

/**
 * The published Gaussian of one layer.
 *
 * @param key of its unit
 */
public record LayerGaussian(int layer, String key, RunFile file) implements Serializable {

    public Gaussian read() {
        return GaussianFile.read(file);
    }
}
