package outlayer.lm;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Locale;

/** The one door to the native engine. */
final class Torch {

    private Torch() {}

    /**
     * A manager of arrays on that device; closing it frees them.
     *
     * @throws IllegalStateException where the device is a GPU that libtorch does not see: work is never moved to the processor silently
     */
    static NDManager manager(Device device) {
        Engine engine = Engine.getEngine("PyTorch");
        if (device.kind() == Device.Kind.GPU && device.index() >= engine.getGpuCount()) {
            throw new IllegalStateException("Device " + device + " was asked for, libtorch sees "
                    + engine.getGpuCount() + " GPUs (" + Natives.flavor()
                    + "). Set PYTORCH_LIBRARY_PATH to a libtorch built for CUDA and PYTORCH_FLAVOR=cu128 (conf/gpu/README.md), or choose the"
                    + " device cpu");
        }
        NDManager manager = engine.newBaseManager(device.djl());
        // Spark runs one task per core; a second thread inside a task only fights its neighbours, and changes the
        // rounding.
        JniUtils.setNumThreads(1);
        return manager;
    }

    /** Whether an allocation failed, on a GPU or in host memory. */
    static boolean outOfMemory(EngineException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("out of memory")
                || message.contains("can't allocate memory")
                || message.contains("not enough memory");
    }
}
