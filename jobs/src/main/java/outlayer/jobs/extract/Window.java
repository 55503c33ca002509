package outlayer.jobs.extract;

import java.util.List;
import outlayer.feature.Prompts;
import outlayer.quirky.Example;

/** Consecutive examples, tokenised; batches are planned inside a window. */
public record Window(List<Example> examples, Prompts prompts) {}
