package outlayer.jobs.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import outlayer.checkpoint.Checkpoint;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.LanguageModel;
import outlayer.lm.Precision;
import outlayer.torch.Device;

/** Opens models that libtorch runs. */
final class DjlOpener implements ModelOpener {

    @Override
    public LanguageModel open(Path directory, Device device, Precision precision) throws IOException {
        return DjlLanguageModel.open(directory, device, precision);
    }

    @Override
    public LanguageModel adapt(LanguageModel base, Path adapter) throws IOException {
        return ((DjlLanguageModel) base).withAdapter(adapter);
    }

    /** Nothing where the processor reads the mapped file as it is. */
    @Override
    public long bytes(Path directory, Device device, Precision precision) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(directory)) {
            boolean mapped = device.kind() == Device.Kind.CPU && checkpoint.elementType() == precision.elements();
            return mapped ? 0 : checkpoint.parameters() * precision.elements().bytes();
        }
    }

    /** Adapters run in float32, which is up to twice what the file holds. */
    @Override
    public long adapterBytes(Path adapter) throws IOException {
        return 2 * Files.size(adapter.resolve("adapter_model.safetensors"));
    }
}
