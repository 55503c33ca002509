package outlayer.jobs.models;

import java.io.IOException;
import java.nio.file.Path;
import outlayer.lm.LanguageModel;
import outlayer.lm.Precision;
import outlayer.torch.Device;

/** Opens weights that lie on a local disk. */
interface ModelOpener {

    LanguageModel open(Path directory, Device device, Precision precision) throws IOException;

    /** The model with an adapter over it, which is closed on its own. */
    LanguageModel adapt(LanguageModel base, Path adapter) throws IOException;

    /** Memory of the device that {@link #open} takes for good. */
    long bytes(Path directory, Device device, Precision precision) throws IOException;

    /** At most so much memory of the device is what {@link #adapt} takes for good. */
    long adapterBytes(Path adapter) throws IOException;
}
