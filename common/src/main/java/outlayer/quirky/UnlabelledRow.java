package outlayer.quirky;

import org.jspecify.annotations.Nullable;

/**
 * What one part holds of prompts without labels or characters.
 *
 * @param different prompts among them that differ in more than case and punctuation
 * @param repeatsDropped exact repeats that were left out
 * @param characters length in characters
 */
public record UnlabelledRow(
        Part part,
        long prompts,
        long different,
        long repeatsDropped,
        @Nullable Spread characters) {}
