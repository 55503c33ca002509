package outlayer.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.settings.HadoopSettings;
import outlayer.jobs.settings.SettingsException;
import picocli.CommandLine.Option;

/** A run root, by its path or by the experiment that writes to it. */
final class RootOption {

    @Option(names = "--root", paramLabel = "ROOT", description = "the run root: a local path or any Hadoop URI")
    private @Nullable String root;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "in place of --root: the experiment file that names it")
    private @Nullable String config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "a setting that takes the place of the file's")
    private List<String> overrides = new ArrayList<>();

    RunDirectory open() {
        if ((root == null) == (config == null)) {
            throw new SettingsException("Expected either --root ROOT or --config FILE");
        }
        String path = root != null
                ? root
                : ExperimentFile.read(config, overrides).run().root();
        return RunDirectory.open(path, HadoopSettings.here());
    }
}
