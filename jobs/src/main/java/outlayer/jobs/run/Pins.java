package outlayer.jobs.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The pins of one root: {@code runs/pins/}. A pin is never changed; stating the same need again changes nothing. */
public final class Pins {

    static final String NAME = "pins";

    private static final String DIRECTORY = "runs/" + NAME;
    private static final String ENDING = ".json";

    private final Storage storage;

    Pins(Storage storage) {
        this.storage = storage;
    }

    /** Holds units, from before they are read until {@code gc} finds that nothing made of them is left. */
    public void put(Pin pin) {
        Path path = path(pin.id());
        try {
            if (!storage.fileSystem().exists(path)) {
                storage.createWhole(path, pin.toJson());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot write " + path + ", which keeps gc from removing units that " + pin.holder()
                            + " needs. Give that root a place where this process may create files",
                    e);
        }
    }

    /** All of them by id. */
    public SortedMap<String, Pin> all() {
        SortedMap<String, Pin> pins = new TreeMap<>();
        for (FileStatus file : storage.list(storage.resolve(DIRECTORY))) {
            String name = file.getPath().getName();
            if (name.endsWith(ENDING)) {
                String text = storage.read(file);
                pins.put(
                        name.substring(0, name.length() - ENDING.length()),
                        Pin.fromJson(file.getPath().toString(), text));
            }
        }
        return pins;
    }

    Path path(String id) {
        return storage.resolve(DIRECTORY + "/" + Names.check("pin", id) + ENDING);
    }
}
