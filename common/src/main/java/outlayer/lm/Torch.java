package outlayer.lm;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/** The one door to the native engine. */
final class Torch {

    private Torch() {}

    /** A manager of arrays on that device; closing it frees them. */
    static NDManager manager(Device device) {
        NDManager manager = Engine.getEngine("PyTorch").newBaseManager(device.djl());
        // Spark runs one task per core; a second thread inside a task only fights its neighbours, and changes the
        // rounding.
        JniUtils.setNumThreads(1);
        return manager;
    }
}
