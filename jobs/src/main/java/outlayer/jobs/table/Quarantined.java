package outlayer.jobs.table;

/** An example that a stage could not use, and why; its row stays in the other tables with null cells. */
public record Quarantined(String id, String stage, String reason) {}
