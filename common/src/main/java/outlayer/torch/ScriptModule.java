package outlayer.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * TorchScript functions that Java calls by name with arrays.
 *
 * <p>Results belong to the manager of the first argument, which should therefore be the batch's. Arrays that make up one list
 * argument carry that list's name with brackets, see {@link #asList}; all others must have no name.
 *
 * <p>Safe to share between threads. libtorch keeps both modes that matter here per thread, so they are set at every call:
 * autograd is on only for {@link #differentiate}, and the graph optimiser is off, because it compiles a second program after a
 * few calls whose rounding differs from the first one's, which would make results depend on what ran before.
 */
public final class ScriptModule {

    private final PtSymbolBlock block;
    private final NDManager manager;
    private final Map<String, NDArray> methods = new ConcurrentHashMap<>();

    private ScriptModule(PtSymbolBlock block, NDManager manager) {
        this.block = block;
        this.manager = manager;
    }

    /** Compiles a source file that lies beside a class; closed with the manager. */
    public static ScriptModule load(NDManager manager, Class<?> beside, String resource) {
        try (var archive = new ByteArrayInputStream(TorchArchive.ofResource(beside, resource))) {
            return new ScriptModule(JniUtils.loadModule((PtNDManager) manager, archive, true, false), manager);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Marks arrays as the elements of one list argument. */
    public static List<NDArray> asList(String name, List<NDArray> arrays) {
        arrays.forEach(array -> array.setName(name + "[]"));
        return arrays;
    }

    /** Calls a function that needs no gradient; nothing is recorded. */
    public NDList call(String method, NDList arguments) {
        return run(method, arguments, false);
    }

    /** Calls a function that differentiates inside. */
    public NDList differentiate(String method, NDList arguments) {
        return run(method, arguments, true);
    }

    private NDList run(String method, NDList arguments, boolean gradient) {
        NDList all = new NDList(arguments);
        all.add(methods.computeIfAbsent(method, this::methodName));
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(gradient);
        JniUtils.setGraphExecutorOptimize(false);
        try {
            // "true" only keeps DJL from entering inference mode, whose tensors could never take part in autograd.
            return IValueUtils.forward(block, all, true);
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    /** DJL finds the method in the name of an argument. */
    private NDArray methodName(String method) {
        NDArray name = manager.create(0f);
        name.setName("module_method:" + method);
        return name;
    }
}
