package outlayer.jobs.runs;

import outlayer.evaluate.ResultGroup;

/** One line of {@code quirkiness-over-seeds.csv}; the components are the columns, in order. */
public record QuirkinessOverSeeds(ResultGroup group, SeedSpread quirkiness) {}
