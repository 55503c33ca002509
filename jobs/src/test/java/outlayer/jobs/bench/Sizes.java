package outlayer.jobs.bench;

/** How large the benchmarks are: as the requirements name them, or small enough to see in seconds that all of them run. */
enum Sizes {
    FULL(16_384, 2_048, 4_096, 33, 2_700, 4_000, 768, 12, 5),
    SMALL(16_384, 64, 256, 5, 200, 240, 96, 3, 2);

    private final int tallRows;
    private final int tallColumns;
    private final int squareSide;
    private final int layers;
    private final int rank;
    private final int trusted;
    private final int decoderWidth;
    private final int decoderBlocks;
    private final int repetitions;

    Sizes(
            int tallRows,
            int tallColumns,
            int squareSide,
            int layers,
            int rank,
            int trusted,
            int decoderWidth,
            int decoderBlocks,
            int repetitions) {
        this.tallRows = tallRows;
        this.tallColumns = tallColumns;
        this.squareSide = squareSide;
        this.layers = layers;
        this.rank = rank;
        this.trusted = trusted;
        this.decoderWidth = decoderWidth;
        this.decoderBlocks = decoderBlocks;
        this.repetitions = repetitions;
    }

    /** Many more vectors than features, so that two portions of them are merged. */
    TableShape tall() {
        return new TableShape(tallRows, tallColumns, layers);
    }

    /** As many vectors as features. */
    TableShape square() {
        return new TableShape(squareSide, squareSide, layers);
    }

    /** A rank below d for the detector. */
    int rank() {
        return rank;
    }

    /** Trusted vectors of one dataset. */
    int trusted() {
        return trusted;
    }

    int decoderWidth() {
        return decoderWidth;
    }

    int decoderBlocks() {
        return decoderBlocks;
    }

    /** Whether ratios at these sizes say anything. */
    boolean judged() {
        return this == FULL;
    }

    int repetitions() {
        return repetitions;
    }
}
