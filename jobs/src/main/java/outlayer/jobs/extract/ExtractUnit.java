package outlayer.jobs.extract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;
import outlayer.feature.Activations;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.ExtractOptions;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;
import outlayer.lm.Device;
import outlayer.quirky.Example;

/**
 * One shard through one model.
 *
 * @param directory of the model, the same path on every executor
 * @param fingerprint of what that directory holds
 */
record ExtractUnit(
        String model, String variant, Shard shard, String directory, String fingerprint, ExtractOptions options)
        implements Unit {

    private static final int LOGIC = 1;

    /** Kind of device and dtype are part of the key; which of several GPUs it is, is not. */
    @Override
    public UnitSpec spec() {
        return UnitSpec.of(ExtractJob.STAGE, LOGIC)
                .label("model", model)
                .label("dataset", shard.dataset())
                .label("variant", variant)
                .label("part", shard.part().key())
                .label("shard", Integer.toString(shard.index()))
                .setting("weights", fingerprint)
                .setting("batch-tokens", Integer.toString(options.batchTokens()))
                .setting("device", options.device().replaceFirst(":.*", ""))
                .setting("dtype", "float32")
                .setting("max-quarantine", Double.toString(options.maxQuarantine()))
                .input(shard.fingerprint());
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) throws IOException {
        Device device = TaskDevice.of(options.device(), TaskContext.get());
        List<Example> examples = shard.examples();
        try (ModelPool.Loan loan = ModelPool.JVM.borrow(Path.of(directory), fingerprint, device)) {
            Prompts prompts =
                    Prompts.of(examples, loan.tokenizer(), loan.model().config());
            Activations read = Activations.read(
                    loan.model(), prompts.tokens(), prompts.reasons(), prompts.answers(), options.batchTokens());
            refuseTooManyFailures(examples, read);
            ShardTables.write(writer, examples, read);
            return Findings.count(Reading.LAYERS, read.layers())
                    .and("examples", examples.size())
                    .and("tokens", prompts.tokenCount())
                    .and("quarantined", failures(read).size());
        }
    }

    private void refuseTooManyFailures(List<Example> examples, Activations read) {
        List<Integer> failed = failures(read);
        if (failed.size() > options.maxQuarantine() * examples.size()) {
            int first = failed.get(0);
            throw new IllegalArgumentException(spec() + ": " + failed.size() + " of " + examples.size()
                    + " examples cannot be used, more than extract.max-quarantine = " + options.maxQuarantine()
                    + "; the first is " + examples.get(first).id() + " (" + read.reason(first)
                    + "). Mend the dataset or the model, or raise the setting");
        }
    }

    private static List<Integer> failures(Activations read) {
        List<Integer> failed = new ArrayList<>();
        for (int i = 0; i < read.prompts(); i++) {
            @Nullable String reason = read.reason(i);
            if (reason != null) {
                failed.add(i);
            }
        }
        return failed;
    }
}
