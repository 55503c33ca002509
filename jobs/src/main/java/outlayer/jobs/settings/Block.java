package outlayer.jobs.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One object of an experiment file. Every key must be asked for: {@link #done()} refuses those that nobody did, so that a
 * misspelt setting stops the job instead of being ignored. Errors name the key, the file and line, what was found and
 * what is expected.
 */
final class Block {

    private final Config config;
    private final String path;
    private final Set<String> asked = new TreeSet<>();

    Block(Config config, String path) {
        this.config = config;
        this.path = path;
    }

    String path() {
        return path;
    }

    boolean has(String key) {
        asked.add(key);
        return config.hasPath(ConfigUtil.quoteString(key));
    }

    String text(String key) {
        return read(key, "a text", config::getString);
    }

    int integer(String key) {
        return read(key, "a whole number", config::getInt);
    }

    int integer(String key, int otherwise) {
        return has(key) ? integer(key) : otherwise;
    }

    long longInteger(String key) {
        return read(key, "a whole number", config::getLong);
    }

    double number(String key) {
        return read(key, "a number", config::getDouble);
    }

    boolean flag(String key) {
        return read(key, "true or false", config::getBoolean);
    }

    boolean flag(String key, boolean otherwise) {
        return has(key) ? flag(key) : otherwise;
    }

    /** A size in bytes. */
    long bytes(String key) {
        return read(key, "a size such as 500 GiB", config::getBytes);
    }

    /** Whether a setting that is there is a list. */
    boolean isList(String key) {
        return config.getValue(ConfigUtil.quoteString(key)).valueType() == ConfigValueType.LIST;
    }

    /** An object that is passed on as it is, as JSON text. */
    String json(String key) {
        return read(key, "an object { … }", config::getConfig).root().render(ConfigRenderOptions.concise());
    }

    List<String> texts(String key) {
        return List.copyOf(read(key, "a list of texts", config::getStringList));
    }

    List<Double> numbers(String key) {
        return List.copyOf(read(key, "a list of numbers", config::getDoubleList));
    }

    List<Double> numbers(String key, List<Double> otherwise) {
        return has(key) ? numbers(key) : otherwise;
    }

    List<Integer> integers(String key) {
        return List.copyOf(read(key, "a list of whole numbers", config::getIntList));
    }

    List<Integer> integers(String key, List<Integer> otherwise) {
        return has(key) ? integers(key) : otherwise;
    }

    /** Everything in it as texts, whatever the keys. */
    SortedMap<String, String> allTexts() {
        SortedMap<String, String> texts = new TreeMap<>();
        keys().forEach(key -> texts.put(key, text(key)));
        return texts;
    }

    Block block(String key) {
        return new Block(read(key, "an object { … }", config::getConfig), child(key));
    }

    List<Block> blocks(String key) {
        List<? extends Config> items = read(key, "a list of objects [ { … }, … ]", config::getConfigList);
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            blocks.add(new Block(items.get(i), child(key) + "[" + i + "]"));
        }
        return blocks;
    }

    Set<String> keys() {
        return new TreeSet<>(config.root().keySet());
    }

    /** Builds a value that checks itself, then refuses the keys that it never asked for. */
    <T extends @Nullable Object> T as(Function<Block, T> constructor) {
        T value;
        try {
            value = constructor.apply(this);
        } catch (SettingsException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(where(config.root().origin()) + ": `" + path + "`: " + e.getMessage(), e);
        }
        done();
        return value;
    }

    void done() {
        for (Map.Entry<String, ConfigValue> entry : config.root().entrySet()) {
            String key = entry.getKey();
            if (!asked.contains(key)) {
                throw new SettingsException(where(entry.getValue().origin()) + ": unknown setting `" + child(key)
                        + "`; " + NearestName.suggestion(key, asked));
            }
        }
    }

    private <T> T read(String key, String expected, Function<String, T> getter) {
        asked.add(key);
        String quoted = ConfigUtil.quoteString(key);
        try {
            return getter.apply(quoted);
        } catch (ConfigException.Missing e) {
            throw new SettingsException(
                    where(config.root().origin()) + ": missing setting `" + child(key) + "`, expected " + expected, e);
        } catch (ConfigException.WrongType | ConfigException.BadValue e) {
            ConfigValue found = config.getValue(quoted);
            String shown = found.valueType() == ConfigValueType.STRING
                    ? "\"" + found.unwrapped() + "\""
                    : found.render(ConfigRenderOptions.concise());
            throw new SettingsException(
                    where(found.origin()) + ": setting `" + child(key) + "` is " + shown + ", expected " + expected, e);
        }
    }

    private String child(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String where(ConfigOrigin origin) {
        return origin.description();
    }
}
