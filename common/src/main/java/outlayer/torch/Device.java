package outlayer.torch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a model runs: {@code cpu}, or one GPU such as {@code gpu:0}. */
public record Device(Kind kind, int index) {

    /** What the device is; part of the key of everything computed on it. */
    public enum Kind {
        CPU,
        GPU
    }

    /** The processor itself. */
    public static final Device CPU = new Device(Kind.CPU, 0);

    private static final Pattern GPU_NAME = Pattern.compile("gpu:(\\d{1,3})");

    public Device {
        if (index < 0 || (kind == Kind.CPU && index != 0)) {
            throw new IllegalArgumentException(
                    "Device " + kind + " has index " + index + ", expected " + (kind == Kind.CPU ? "0" : "0 or more"));
        }
    }

    public static Device parse(String name) {
        if (name.equals("cpu")) {
            return CPU;
        }
        Matcher gpu = GPU_NAME.matcher(name);
        if (!gpu.matches()) {
            throw new IllegalArgumentException("Device is '" + name + "', expected cpu or gpu:N");
        }
        return new Device(Kind.GPU, Integer.parseInt(gpu.group(1)));
    }

    /** The same for the engine. */
    public ai.djl.Device djl() {
        return kind == Kind.CPU ? ai.djl.Device.cpu() : ai.djl.Device.gpu(index);
    }

    @Override
    public String toString() {
        return kind == Kind.CPU ? "cpu" : "gpu:" + index;
    }
}
