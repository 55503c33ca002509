package outlayer.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Hands out the items of a list for ever, each once per round, every round in a new order. */
final class ShuffledCycle<T> {

    private final List<T> items;
    private final Random random;
    private int next;

    ShuffledCycle(List<T> items, Random random) {
        this.items = new ArrayList<>(items);
        this.random = random;
        this.next = items.size();
    }

    T next() {
        if (next == items.size()) {
            Collections.shuffle(items, random);
            next = 0;
        }
        return items.get(next++);
    }
}
