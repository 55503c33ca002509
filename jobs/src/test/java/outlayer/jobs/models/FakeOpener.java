package outlayer.jobs.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import outlayer.lm.FakeLanguageModel;
import outlayer.lm.LanguageModel;
import outlayer.lm.Precision;
import outlayer.torch.Device;

/** Opens fakes, of which each takes 40 bytes and an adapter 10; directories can be told to fail or to run something first. */
final class FakeOpener implements ModelOpener {

    static final int BASE_BYTES = 40;
    static final int ADAPTER_BYTES = 10;

    /** What runs while a directory is being opened. */
    @FunctionalInterface
    interface Meanwhile {
        void run() throws IOException;
    }

    private final List<String> opened = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Meanwhile> meanwhile = Collections.synchronizedMap(new HashMap<>());

    @Override
    public LanguageModel open(Path directory, Device device, Precision precision) throws IOException {
        return open(directory);
    }

    @Override
    public LanguageModel adapt(LanguageModel base, Path adapter) throws IOException {
        return open(adapter);
    }

    private LanguageModel open(Path directory) throws IOException {
        String name = directory.getFileName().toString();
        opened.add(name);
        meanwhile.getOrDefault(name, () -> {}).run();
        return new FakeLanguageModel();
    }

    @Override
    public long bytes(Path directory, Device device, Precision precision) {
        return BASE_BYTES;
    }

    @Override
    public long adapterBytes(Path adapter) {
        return ADAPTER_BYTES;
    }

    /** Names of the directories that were opened, in order. */
    List<String> opened() {
        synchronized (opened) {
            return List.copyOf(opened);
        }
    }

    void whileOpening(String name, Meanwhile run) {
        meanwhile.put(name, run);
    }
}
