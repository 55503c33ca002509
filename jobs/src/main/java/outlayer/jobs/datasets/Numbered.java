package outlayer.jobs.datasets;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The constants of an enumeration as numbers in rows, the same in every task of one run. */
final class Numbered<E extends Enum<E>> {

    private final List<E> values;
    private final Map<E, Integer> numbers;

    Numbered(Class<E> type) {
        values = List.of(type.getEnumConstants());
        numbers = new EnumMap<>(type);
        values.forEach(value -> numbers.put(value, numbers.size()));
    }

    int number(E value) {
        Integer number = numbers.get(value);
        if (number == null) {
            throw new IllegalStateException("Every constant was numbered, not " + value);
        }
        return number;
    }

    E value(int number) {
        return values.get(number);
    }
}
