package outlayer.training;

/** What is learned and what it is judged by. */
public record Course(Batches batches, Validation validation) {}
