package outlayer.jobs.bench;

import outlayer.checkpoint.ModelConfig;

/**
 * Multiplications and additions inside a decoder's matrix products for B prompts of T tokens each, of which Q places are asked
 * for: the last block computes its keys and values for every token, all else for those places only.
 */
record DecoderWork(ModelConfig config, int prompts, int tokens, int places) {

    /** Of one forward pass, without the head. */
    double forward() {
        double all = (double) prompts * tokens;
        double asked = (double) prompts * places;
        int last = config.blocks() - 1;
        return last * (rows(all) + keysAndValues(all)) + keysAndValues(all) + rows(asked);
    }

    /** Forward, and twice that backward; the head gives logits of every place over the whole vocabulary. */
    double training() {
        double head = 2.0 * prompts * places * config.width() * config.vocabulary();
        return 3 * (forward() + head);
    }

    /** Keys and values of that many tokens. */
    private double keysAndValues(double rows) {
        return 2 * rows * config.width() * 2.0 * config.keyValueHeads() * config.headSize();
    }

    /** Queries, attention over T tokens, its output, and the three products of the feed-forward part. */
    private double rows(double rows) {
        double attention = (double) config.heads() * config.headSize();
        return 2
                * rows
                * (2 * attention * config.width()
                        + 2 * attention * tokens
                        + 3.0 * config.width() * config.innerWidth());
    }
}
