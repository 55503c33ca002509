package outlayer.flow;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.SafeTensors;
import outlayer.checkpoint.SafeTensorsWriter;
import outlayer.torch.Device;

/** A flow as a safetensors file: its arrays by name; in the metadata what it is, how it was trained, and on what. */
final class FlowFile {

    private static final String KIND = "kind";
    private static final String VERSION = "outlayer-flow-1";
    private static final String DIMENSION = "dimension";
    private static final String OPTIONS = "options";
    private static final String ORIGIN = "origin";
    private static final Gson GSON = new Gson();

    /** What the metadata say. */
    record Description(int dimension, FlowOptions options, Map<String, String> origin) {

        Description {
            origin = Map.copyOf(origin);
        }
    }

    private FlowFile() {}

    static void write(Path file, Bijection flow, Description description) throws IOException {
        SortedMap<String, String> metadata = new TreeMap<>();
        metadata.put(KIND, VERSION);
        metadata.put(DIMENSION, String.valueOf(description.dimension()));
        metadata.put(OPTIONS, GSON.toJson(description.options()));
        metadata.put(ORIGIN, GSON.toJson(new TreeMap<>(description.origin())));
        SafeTensorsWriter.write(file, flow.tensors(), metadata);
    }

    static Description describe(SafeTensors file) {
        Map<String, String> metadata = file.metadata();
        String kind = metadata.get(KIND);
        if (!VERSION.equals(kind)) {
            throw refused(file, "its metadata say " + KIND + " " + kind + ", expected " + VERSION);
        }
        try {
            int dimension = Integer.parseInt(required(file, metadata.get(DIMENSION), DIMENSION));
            FlowOptions options = GSON.fromJson(required(file, metadata.get(OPTIONS), OPTIONS), FlowOptions.class);
            Map<String, String> origin = GSON.fromJson(
                    required(file, metadata.get(ORIGIN), ORIGIN), new TypeToken<Map<String, String>>() {});
            return new Description(dimension, options, origin);
        } catch (JsonParseException | IllegalArgumentException | NullPointerException e) {
            throw refused(file, "its metadata are damaged: " + e.getMessage());
        }
    }

    private static String required(SafeTensors file, @Nullable String value, String name) {
        if (value == null) {
            throw refused(file, "its metadata have no " + name);
        }
        return value;
    }

    static Bijection open(SafeTensors file, Description description, Device device) throws IOException {
        FlowLayout layout =
                new FlowLayout(description.dimension(), description.options().architecture());
        return Bijection.of(
                layout,
                Whitening.read(file, description.dimension()),
                weight -> file.tensor(weight.name(), weight.shape()),
                device);
    }

    private static IllegalArgumentException refused(SafeTensors file, String finding) {
        return new IllegalArgumentException(
                file.file() + ": not a flow of this version: " + finding + "; train it with the stage 'flow'");
    }
}
