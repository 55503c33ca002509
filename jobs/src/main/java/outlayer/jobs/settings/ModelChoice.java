package outlayer.jobs.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;

/**
 * Some of an experiment's models: what remains is the experiment whose file names no others, so that the stages after datasets have the
 * same units of these models in both.
 */
public final class ModelChoice {

    private ModelChoice() {}

    /**
     * The experiment with those models alone, trainings included.
     *
     * @param names among `models`; none: all of them
     * @throws SettingsException for a name that the experiment has not
     */
    public static Experiment of(Experiment whole, List<String> names) {
        if (names.isEmpty()) {
            return whole;
        }
        List<String> known = whole.models().stream().map(ModelOptions::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new SettingsException(
                        "--model " + name + ": the experiment has no such model; expected one of " + known);
            }
        }
        Config config = ConfigFactory.parseString(whole.resolved());
        config = keeping(config, "models", "name", names);
        config = keeping(config, "train.bases", "model", names);
        List<String> tuned = config.getStringList("train.fine-tuning.models").stream()
                .filter(names::contains)
                .toList();
        config = config.withValue("train.fine-tuning.models", ConfigValueFactory.fromIterable(tuned));
        return ExperimentFile.resolved(config.withValue(
                "run.id", ConfigValueFactory.fromAnyRef(whole.run().id())));
    }

    /** Of a list of objects, those that have one of the names under that key. */
    private static Config keeping(Config config, String list, String key, List<String> names) {
        List<ConfigObject> kept = config.getObjectList(list).stream()
                .map(ConfigObject.class::cast)
                .filter(item -> names.contains(item.toConfig().getString(key)))
                .toList();
        return config.withValue(list, ConfigValueFactory.fromIterable(kept));
    }
}
