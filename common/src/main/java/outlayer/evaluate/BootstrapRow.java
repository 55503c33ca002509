package outlayer.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * One line of {@code bootstrap.csv}: the intervals of one line of {@code auc.csv} by the bootstrap, a check of those computed; see
 * {@link AucBootstrap}. The components are the columns, in order; those before {@code draws} name the line. Null where a class has
 * fewer than two clusters, or where all draws are alike.
 *
 * @param draws how often it was drawn for each of the three
 * @param aucLow ends of the 95 % percentile interval of single examples, then of questions and of names
 */
public record BootstrapRow(
        AucCell cell,
        long draws,
        @Nullable Double aucLow,
        @Nullable Double aucHigh,
        @Nullable Double aucLowQuestion,
        @Nullable Double aucHighQuestion,
        @Nullable Double aucLowName,
        @Nullable Double aucHighName,
        long seed) {}
