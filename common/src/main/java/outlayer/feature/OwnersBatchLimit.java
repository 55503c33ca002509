package outlayer.feature;

import java.util.concurrent.atomic.AtomicInteger;

/** A limit that lives as long as this object. */
final class OwnersBatchLimit implements BatchLimit {

    private final AtomicInteger tokens = new AtomicInteger(Integer.MAX_VALUE);

    @Override
    public int tokens() {
        return tokens.get();
    }

    @Override
    public void lower(int most) {
        tokens.accumulateAndGet(most, Math::min);
    }
}
