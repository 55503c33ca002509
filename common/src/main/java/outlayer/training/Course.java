package outlayer.training;

import outlayer.lm.AnswerTokens;

/** What is learned and what it is judged by. */
public record Course(Batches batches, Validation validation, AnswerTokens answers) {}
