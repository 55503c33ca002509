package outlayer.report;

/** How long one stage of the run took, and how many of its units were computed and how many were already published. */
public record StageTiming(String stage, long unitsDone, long unitsReused, double seconds) {}
