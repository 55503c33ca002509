package outlayer.jobs.fit;

import java.io.Serializable;
import outlayer.jobs.run.RunFile;

/** The published Gaussian of one layer. */
public record Fit(int layer, String key, RunFile gaussian) implements Serializable {}
