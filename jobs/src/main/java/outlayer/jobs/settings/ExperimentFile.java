package outlayer.jobs.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;

/** Reads an experiment file: the defaults, the file over them, `--set` over both. */
public final class ExperimentFile {

    private ExperimentFile() {}

    /**
     * Reads and checks an experiment.
     *
     * @param location a local path, or a Hadoop URI (an `include` works in local files only)
     * @param overrides `key=value` texts, the value in HOCON
     * @throws SettingsException naming file, line and key
     */
    public static Experiment read(String location, List<String> overrides) {
        return experiment(SettingsFile.read(location), overrides);
    }

    /** An experiment given as text, as a test or a notebook has it. */
    public static Experiment parse(String text, String origin, List<String> overrides) {
        try {
            return experiment(ConfigFactory.parseString(text, options(origin)), overrides);
        } catch (ConfigException e) {
            throw new SettingsException("Experiment file " + origin + " is not HOCON: " + e.getMessage(), e);
        }
    }

    private static Experiment experiment(Config file, List<String> overrides) {
        Config config = file;
        for (String override : overrides) {
            config = override(override).withFallback(config);
        }
        Config defaults = ConfigFactory.parseResources(ExperimentFile.class, "defaults.conf");
        try {
            config = config.withFallback(defaults).resolve();
        } catch (ConfigException e) {
            throw new SettingsException("Settings cannot be resolved: " + e.getMessage(), e);
        }
        return resolved(config);
    }

    /** Of settings without anything to be filled in. A run's name is none of them: two runs of one experiment have the same. */
    static Experiment resolved(Config config) {
        String text = config.withoutPath(RunOptions.ID)
                .root()
                .render(ConfigRenderOptions.concise().setFormatted(true));
        return new Block(config, "").as(block -> Experiment.of(block, text));
    }

    private static Config override(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new SettingsException("--set " + text + ": expected KEY=VALUE, for example --set run.root=out/mine");
        }
        String key = text.substring(0, equals).strip();
        String value = text.substring(equals + 1).strip();
        try {
            return ConfigFactory.parseString(key + " = " + value, options("--set " + text));
        } catch (ConfigException e) {
            // Not HOCON: a plain text such as s3a://bucket/run.
            return ConfigFactory.empty().withValue(key, ConfigValueFactory.fromAnyRef(value, "--set " + text));
        }
    }

    private static ConfigParseOptions options(String origin) {
        return ConfigParseOptions.defaults().setOriginDescription(origin);
    }
}
