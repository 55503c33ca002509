package outlayer.quirky;

/**
 * Near duplicates across two parts.
 *
 * @param prompts how many different prompts occur in both, names, case and punctuation aside
 * @param share of the different prompts of the smaller part
 */
public record SharedPrompts(Part first, Part second, long prompts, double share) {}
