package outlayer.jobs.datasets;

import java.util.ArrayList;
import java.util.List;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.quirky.DataCard;

/** Data cards as JSON files beside the examples, and what units of the models' tokenizers add to them. */
public final class DataCards {

    static final JsonFile<DataCard> FILE = new JsonFile<>("card.json", DataCard.class);

    private DataCards() {}

    /** The cards of the experiment's datasets, all of which must be published. */
    public static List<DataCard> of(RunDirectory run, Experiment experiment) {
        List<SharedTokenizer> tokenizers = SharedTokenizer.of(experiment, run.configuration());
        List<DataCard> cards = new ArrayList<>();
        for (DatasetPlan plan : DatasetsJob.plans(run, experiment)) {
            DataCard card = FILE.read(run, run.require(plan.spec()));
            for (SharedTokenizer tokenizer : tokenizers) {
                card = TokensUnit.on(card, plan, tokenizer, run);
            }
            cards.add(card);
        }
        return cards;
    }
}
