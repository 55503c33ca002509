package outlayer.jobs.extract;

import outlayer.feature.BatchLimit;
import outlayer.jobs.models.ModelPool;

/** The limit that the pool remembers for a base and a device: one task's failure spares the others theirs. */
public record PoolBatchLimit(ModelPool.Loan loan) implements BatchLimit {

    @Override
    public int tokens() {
        return loan.tokenLimit().orElse(Integer.MAX_VALUE);
    }

    @Override
    public void lower(int tokens) {
        loan.rememberTokenLimit(tokens);
    }
}
