package outlayer.jobs.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Small run directories for tests. */
public final class Runs {

    private Runs() {}

    public static RunDirectory local(Path root) {
        return RunDirectory.open(root.toString(), new Configuration());
    }

    static UnitSpec unit(int number) {
        return UnitSpec.of("test", 1).label("number", Integer.toString(number));
    }

    static void write(UnitWriter unit, String name, String content) {
        UnitFile file = unit.file(name);
        try (OutputStream out = file.stream()) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Manifest publish(RunDirectory run, UnitSpec spec, String content) {
        try (UnitWriter unit = run.begin(spec)) {
            write(unit, "data.txt", content);
            return unit.publish();
        }
    }

    static String text(RunFile file) throws IOException {
        try (var in = file.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** As it arrives in a task. */
    @SuppressWarnings("unchecked")
    static <T> T sent(T value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }
}
