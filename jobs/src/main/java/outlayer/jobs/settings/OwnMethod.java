package outlayer.jobs.settings;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import outlayer.detector.Detector;
import outlayer.detector.LayerVectors;
import outlayer.detector.Mode;
import outlayer.detector.Parameters;
import outlayer.detector.RowsMethod;
import outlayer.linalg.Arithmetic;

/** A detector of a user's own class, under the name that the settings give it. */
public record OwnMethod(String name, RowsMethod method) implements RowsMethod {

    /** Made by the class's constructor that takes the parameters of the settings. */
    static OwnMethod of(String name, Block block) {
        String type = block.text("class");
        Map<String, String> params = block.has("params") ? block.block("params").as(Block::allTexts) : Map.of();
        return new OwnMethod(name, sendable(made(checked(type), params)));
    }

    private static Class<? extends RowsMethod> checked(String type) {
        Class<?> found;
        try {
            found = Class.forName(type, true, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException(
                    "class " + type + " cannot be loaded (" + e
                            + "); put its jar on the class path: OUTLAYER_CLASSPATH of bin/outlayer, or --jars of spark-submit",
                    e);
        }
        if (!RowsMethod.class.isAssignableFrom(found)
                || !Modifier.isPublic(found.getModifiers())
                || Modifier.isAbstract(found.getModifiers())) {
            throw new IllegalArgumentException(
                    "class " + type + " is `" + found.toGenericString() + "` with interfaces "
                            + Arrays.toString(found.getInterfaces()) + ", expected a public class that implements "
                            + RowsMethod.class.getName());
        }
        return found.asSubclass(RowsMethod.class);
    }

    private static RowsMethod made(Class<? extends RowsMethod> type, Map<String, String> params) {
        try {
            Constructor<? extends RowsMethod> constructor = type.getConstructor(Map.class);
            return constructor.newInstance(params);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "class " + type.getName() + " has the public constructors "
                            + Arrays.toString(type.getConstructors()) + ", expected one that takes Map<String, String>",
                    e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "class " + type.getName() + " refuses params " + params + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("class " + type.getName() + " cannot be made: " + e, e);
        }
    }

    /** Methods travel to executors: better found out here than there. */
    private static RowsMethod sendable(RowsMethod method) {
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            out.writeObject(method);
            return method;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "class " + method.getClass().getName() + " cannot be sent to executors (" + e
                            + "); make its fields Serializable or transient",
                    e);
        }
    }

    @Override
    public String params() {
        return method.params();
    }

    @Override
    public Mode mode() {
        return method.mode();
    }

    @Override
    public double cutoff() {
        return method.cutoff();
    }

    @Override
    public Parameters fit(LayerVectors layer) {
        return method.fit(layer);
    }

    @Override
    public Detector detector(Parameters fitted, Arithmetic arithmetic) {
        return method.detector(fitted, arithmetic);
    }
}
