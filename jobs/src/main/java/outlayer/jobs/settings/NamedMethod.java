package outlayer.jobs.settings;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import outlayer.detector.Method;

/** One of the shipped detectors, by the name and the parameters that an experiment file would give it. */
public final class NamedMethod {

    private NamedMethod() {}

    /**
     * With the file's defaults for what is not there.
     *
     * @param parameters a number or a text each, {@code k} to 20
     */
    public static Method of(String name, Map<String, ?> parameters) {
        if (!ShippedMethods.names().contains(name)) {
            throw new SettingsException(
                    "unknown detector `" + name + "`; " + NearestName.suggestion(name, ShippedMethods.names()));
        }
        SortedMap<String, Object> lists = new TreeMap<>();
        parameters.forEach((key, value) -> lists.put(key, List.of(value)));
        Block block = new Block(ConfigFactory.parseMap(lists, "parameters"), name);
        List<Method> methods = block.as(parameter -> ShippedMethods.of(name, parameter));
        if (methods.size() != 1) {
            throw new IllegalStateException(name + " with " + parameters + " makes " + methods + ", expected one");
        }
        return methods.get(0);
    }
}
