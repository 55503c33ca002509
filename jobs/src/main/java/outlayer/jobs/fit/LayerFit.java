package outlayer.jobs.fit;

import java.io.Serializable;
import outlayer.detector.Method;
import outlayer.jobs.run.RunFile;

/**
 * What one method scores one layer with.
 *
 * @param key of the unit that it was published in
 * @param file the layer's Gaussian for methods that need no more, else the method's parameters
 */
public record LayerFit(int layer, Method method, String key, RunFile file) implements Serializable {}
