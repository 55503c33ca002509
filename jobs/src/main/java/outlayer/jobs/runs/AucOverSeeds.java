package outlayer.jobs.runs;

import outlayer.evaluate.AucCell;

/** One line of {@code auc-over-seeds.csv}; the components are the columns, in order. */
public record AucOverSeeds(AucCell cell, SeedSpread auc) {}
