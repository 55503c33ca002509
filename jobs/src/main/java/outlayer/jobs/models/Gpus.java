package outlayer.jobs.models;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.lm.Natives;

/** The GPUs of this host: how many libtorch sees, and what the driver says of them. */
public final class Gpus {

    private static final Logger LOG = LoggerFactory.getLogger(Gpus.class);

    private Gpus() {}

    /** Those that models can run on. */
    public static int count() {
        return Natives.gpuCount();
    }

    /** Memory of one; where the driver does not tell, no bound is known. */
    static long memoryBytes(int index) {
        for (NvidiaSmi.Card card : NvidiaSmi.cards(NvidiaSmi.COMMAND)) {
            if (card.index() == index) {
                return card.memoryBytes();
            }
        }
        LOG.warn(
                "Memory of gpu:{} is unknown, since nvidia-smi does not list it: no model is closed to make room",
                index);
        return Long.MAX_VALUE;
    }

    /** What a machine's owner should know; fails where libtorch was built for GPUs and sees none. */
    public static String evidence() {
        return evidence(System.getenv("PYTORCH_FLAVOR"), count(), NvidiaSmi.cards(NvidiaSmi.COMMAND));
    }

    static String evidence(@Nullable String flavor, int seen, List<NvidiaSmi.Card> cards) {
        if (seen > 0) {
            return seen + " seen by libtorch; the driver lists " + cards;
        }
        if (flavor != null && flavor.startsWith("cu")) {
            throw new IllegalStateException("libtorch sees none, with PYTORCH_FLAVOR=" + flavor + "; the driver lists "
                    + cards
                    + ". Expected at least one: look at nvidia-smi and PYTORCH_LIBRARY_PATH (conf/gpu/README.md),"
                    + " or set PYTORCH_FLAVOR=cpu");
        }
        return cards.isEmpty()
                ? "none: models run on the processor"
                : "none seen by libtorch, though the driver lists " + cards
                        + ": models run on the processor; conf/gpu/README.md says how to use them";
    }
}
