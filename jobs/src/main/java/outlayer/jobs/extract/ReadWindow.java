package outlayer.jobs.extract;

import java.util.List;
import outlayer.feature.Observations;
import outlayer.quirky.Example;

/** The examples of a window with what the model gave for them. */
public record ReadWindow(List<Example> examples, Observations read) {}
