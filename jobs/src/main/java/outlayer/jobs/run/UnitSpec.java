package outlayer.jobs.run;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The smallest piece of work that is published or redone, described completely: who it is ({@code labels}: model, dataset,
 * variant, part, shard, feature, layer), what affects it ({@code settings}, the stage's logic version) and what it was made
 * of ({@code inputs}: keys of other units, in the order in which they are read). Two equal specifications have equal data.
 */
public record UnitSpec(
        String stage,
        int logicVersion,
        SortedMap<String, String> labels,
        SortedMap<String, String> settings,
        List<String> inputs)
        implements Serializable {

    public UnitSpec {
        Names.check("stage", stage);
        labels = ordered(labels);
        settings = ordered(settings);
        inputs = List.copyOf(inputs);
    }

    /** A unit without labels, settings or inputs, to which the methods below add. */
    public static UnitSpec of(String stage, int logicVersion) {
        return new UnitSpec(stage, logicVersion, new TreeMap<>(), new TreeMap<>(), List.of());
    }

    public UnitSpec label(String name, String value) {
        return new UnitSpec(stage, logicVersion, with(labels, name, value), settings, inputs);
    }

    public UnitSpec setting(String name, String value) {
        return new UnitSpec(stage, logicVersion, labels, with(settings, name, value), inputs);
    }

    public UnitSpec input(String key) {
        List<String> more = new ArrayList<>(inputs);
        more.add(key);
        return new UnitSpec(stage, logicVersion, labels, settings, more);
    }

    /** The first 24 hexadecimal digits of the SHA-256 of {@link #canonicalText()}: 96 bits, so that no two units meet. */
    public String key() {
        return Digests.sha256(canonicalText()).substring(0, 24);
    }

    /** What the key is made of. Every text carries its length, so that no two specifications share one. */
    public String canonicalText() {
        StringBuilder text = new StringBuilder("outlayer-unit 1\n");
        text.append("stage ").append(counted(stage)).append('\n');
        text.append("logic ").append(logicVersion).append('\n');
        labels.forEach((name, value) -> line(text, "label ", name, value));
        settings.forEach((name, value) -> line(text, "setting ", name, value));
        inputs.forEach(key -> text.append("input ").append(counted(key)).append('\n'));
        return text.toString();
    }

    /** For messages and progress: {@code extract[dataset=addition, model=tiny-llama]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(stage).append('[');
        labels.forEach((name, value) -> text.append(text.charAt(text.length() - 1) == '[' ? "" : ", ")
                .append(name)
                .append('=')
                .append(value));
        return text.append(']').toString();
    }

    private static void line(StringBuilder text, String kind, String name, String value) {
        text.append(kind)
                .append(counted(name))
                .append(' ')
                .append(counted(value))
                .append('\n');
    }

    private static String counted(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length + ":" + text;
    }

    private static SortedMap<String, String> with(Map<String, String> map, String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(map);
        if (more.put(name, value) != null) {
            throw new IllegalArgumentException(
                    "'" + name + "' is given twice to one unit, the second time as " + value);
        }
        return more;
    }

    /** In natural order whatever comparator came with it; the copy can be serialised. */
    private static SortedMap<String, String> ordered(Map<String, String> map) {
        SortedMap<String, String> copy = new TreeMap<>();
        copy.putAll(map);
        return Collections.unmodifiableSortedMap(copy);
    }
}
