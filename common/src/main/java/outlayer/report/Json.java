package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes chart options almost as one reads them: {@code object("type", "value", "min", 0)}; members keep their order. */
final class Json {

    private Json() {}

    static JsonObject object(@Nullable Object... namesAndValues) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.add(String.valueOf(namesAndValues[i]), element(namesAndValues[i + 1]));
        }
        return object;
    }

    static JsonArray array(@Nullable Object... values) {
        JsonArray array = new JsonArray(values.length);
        for (Object value : values) {
            array.add(element(value));
        }
        return array;
    }

    static JsonArray list(List<?> values) {
        return array(values.toArray());
    }

    /** A share or an AUC, to three decimals: finer than any pixel and than its interval, and short. */
    static JsonElement share(@Nullable Double value) {
        return value == null
                ? JsonNull.INSTANCE
                : new JsonPrimitive(BigDecimal.valueOf(value)
                        .setScale(3, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros());
    }

    /** A quantity of any size, to four significant digits. */
    static JsonElement quantity(@Nullable Double value) {
        return value == null
                ? JsonNull.INSTANCE
                : new JsonPrimitive(new BigDecimal(value, new MathContext(4)).stripTrailingZeros());
    }

    private static JsonElement element(@Nullable Object value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof JsonElement element) {
            return element;
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        if (value instanceof Boolean bool) {
            return new JsonPrimitive(bool);
        }
        if (value instanceof String text) {
            return new JsonPrimitive(text);
        }
        throw new IllegalArgumentException("Chart option of " + value.getClass() + ", expected text, number or JSON");
    }
}
