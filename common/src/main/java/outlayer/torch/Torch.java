package outlayer.torch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The one door to the native engine. */
public final class Torch {

    private Torch() {}

    /**
     * A manager of arrays on that device; closing it frees them.
     *
     * @throws IllegalStateException where the device is a GPU that libtorch does not see: work is never moved to the processor silently
     */
    public static NDManager manager(Device device) {
        Engine engine = Engine.getEngine("PyTorch");
        if (!sees(device)) {
            throw new IllegalStateException("Device " + device + " was asked for, libtorch sees "
                    + gpuCount() + " GPUs (" + flavor()
                    + "). Set PYTORCH_LIBRARY_PATH to a libtorch built for CUDA and PYTORCH_FLAVOR=cu128 (conf/gpu/README.md), or choose the"
                    + " device cpu");
        }
        NDManager manager = engine.newBaseManager(device.djl());
        // Spark runs one task per core; a second thread inside a task only fights its neighbours, and changes the
        // rounding.
        JniUtils.setNumThreads(1);
        return manager;
    }

    /**
     * Whether libtorch can compute there, which it is asked by a number to keep. DJL's own count of GPUs looks for a library named
     * libcudart.so, which is absent where CUDA came with Python's packages.
     */
    public static boolean sees(Device device) {
        if (device.kind() == Device.Kind.CPU) {
            return true;
        }
        Engine engine = Engine.getEngine("PyTorch");
        if (!engine.hasCapability(StandardCapabilities.CUDA)) {
            return false;
        }
        try (NDManager manager = engine.newBaseManager(device.djl())) {
            manager.create(0f);
            return true;
        } catch (EngineException e) {
            return outOfMemory(e);
        }
    }

    /** How many GPUs libtorch sees; none is no fault. Takes some memory of each. */
    public static int gpuCount() {
        return gpuCount(Torch::sees);
    }

    static int gpuCount(Predicate<Device> seen) {
        int count = 0;
        while (seen.test(new Device(Device.Kind.GPU, count))) {
            count++;
        }
        return count;
    }

    /** A manager of arrays that a script reads itself, closed with the other. */
    public static NDManager inHostMemory(NDManager owner) {
        return owner.newSubManager(Device.CPU.djl());
    }

    /** The numbers of an array that lives on. On a GPU DJL leaves a copy with the array's manager; this one's is freed at once. */
    public static float[] floats(NDArray array) {
        try (NDManager scope = array.getManager().newSubManager()) {
            NDArray view = array.reshape(array.getShape());
            view.attach(scope);
            return view.toFloatArray();
        }
    }

    /** Which build of libtorch this process was told to load. */
    public static String flavor() {
        String flavor = Objects.requireNonNullElse(System.getenv("PYTORCH_FLAVOR"), "not set");
        String library = System.getenv("PYTORCH_LIBRARY_PATH");
        return "PYTORCH_FLAVOR=" + flavor
                + (library == null ? ", natives from the class path" : ", natives from " + library);
    }

    /**
     * Calls into the engine.
     *
     * @throws DeviceMemoryException where the device's memory does not suffice
     */
    public static <T> T guarded(Supplier<T> function) {
        try {
            return function.get();
        } catch (EngineException e) {
            throw outOfMemory(e) ? new DeviceMemoryException("The batch does not fit into the device's memory", e) : e;
        }
    }

    /** Whether an allocation failed, on a GPU or in host memory. */
    private static boolean outOfMemory(EngineException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("out of memory")
                || message.contains("can't allocate memory")
                || message.contains("not enough memory");
    }
}
