package outlayer.evaluate;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record as one line of a table: its components are the columns, in order, and a component that is a record itself, never null, stands
 * for its own components.
 */
public final class RecordColumns<T extends Record> {

    private static final ClassValue<RecordColumns<?>> KNOWN = new ClassValue<>() {
        @Override
        protected RecordColumns<?> computeValue(Class<?> type) {
            return new RecordColumns<>(type.asSubclass(Record.class));
        }
    };

    private final RecordComponent[] components;
    private final Constructor<T> constructor;
    private final List<Column> columns;

    /**
     * One column.
     *
     * @param nullable whether a row may lack it, as the component's annotation says
     */
    public record Column(String name, Class<?> type, boolean nullable) {

        private static Column of(RecordComponent component) {
            return new Column(
                    component
                            .getName()
                            .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])", "_")
                            .toLowerCase(Locale.ROOT),
                    component.getType(),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class));
        }
    }

    private RecordColumns(Class<T> type) {
        components = type.getRecordComponents();
        constructor = constructor(type, components);
        columns = Arrays.stream(components)
                .flatMap(component -> component.getType().isRecord()
                        ? nested(component).columns.stream()
                        : Stream.of(Column.of(component)))
                .toList();
    }

    private static <T> Constructor<T> constructor(Class<T> type, RecordComponent[] components) {
        try {
            Constructor<T> canonical = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            return canonical;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Every record has its canonical constructor: " + type, e);
        }
    }

    @SuppressWarnings("unchecked") // what is known of a class is of that class
    public static <T extends Record> RecordColumns<T> of(Class<T> type) {
        return (RecordColumns<T>) KNOWN.get(type);
    }

    private static RecordColumns<?> nested(RecordComponent component) {
        return of(component.getType().asSubclass(Record.class));
    }

    /** Named as components are, in the way of tables: {@code tprAtFpr01} is {@code tpr_at_fpr_01}. */
    public List<Column> columns() {
        return columns;
    }

    /** The row's values in the order of the columns. */
    public @Nullable Object[] values(Record row) {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        addValues(row, values);
        return values.toArray();
    }

    private void addValues(Record row, List<@Nullable Object> values) {
        for (RecordComponent component : components) {
            Object value = value(component, row);
            if (component.getType().isRecord()) {
                nested(component).addValues(part(component, value), values);
            } else {
                values.add(value);
            }
        }
    }

    private static Record part(RecordComponent component, @Nullable Object value) {
        if (value instanceof Record part) {
            return part;
        }
        throw new IllegalArgumentException("Component " + component.getName() + " of "
                + component.getDeclaringRecord().getName() + " is null, expected a record in every row");
    }

    private static @Nullable Object value(RecordComponent component, Record row) {
        try {
            return component.getAccessor().invoke(row);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Cannot read " + component + " of " + row.getClass(), e);
        }
    }

    /** The record of such values. Throws {@link IllegalArgumentException} where a value is of another type, or null and must not be. */
    public T row(@Nullable Object[] values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(
                    "Row has " + values.length + " values, expected one for each of " + columns);
        }
        return row(values, 0);
    }

    private T row(@Nullable Object[] values, int from) {
        @Nullable Object[] parts = new @Nullable Object[components.length];
        int at = from;
        for (int i = 0; i < parts.length; i++) {
            if (components[i].getType().isRecord()) {
                RecordColumns<?> nested = nested(components[i]);
                parts[i] = nested.row(values, at);
                at += nested.columns.size();
            } else {
                parts[i] = values[at++];
            }
        }
        try {
            return constructor.newInstance(parts);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new IllegalArgumentException("Row " + Arrays.toString(values) + " is no " + constructor.getName(), e);
        }
    }
}
