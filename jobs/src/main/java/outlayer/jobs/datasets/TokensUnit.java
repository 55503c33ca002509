package outlayer.jobs.datasets;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import outlayer.jobs.models.TokenizerSource;
import outlayer.jobs.run.DataFile;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.table.ExampleTable;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;
import outlayer.lm.Tokenizer;
import outlayer.lm.Tokens;
import outlayer.quirky.DataCard;
import outlayer.quirky.DataCardWarnings;
import outlayer.quirky.Example;
import outlayer.quirky.Part;
import outlayer.quirky.TokenCounts;
import outlayer.quirky.TokenLengths;

/**
 * What a data card says of a dataset only where models are: how long prompts are in the tokens of one tokenizer, how many have words that it
 * does not know, and of which widths of a residual stream the trusted examples are too few.
 *
 * @param widths of the models that have the tokenizer
 */
record TokensUnit(DatasetPlan plan, TokenizerSource tokenizer, SortedSet<Integer> widths) implements Unit {

    private static final int LOGIC = 2;

    private static final JsonFile<Lengths> FILE = new JsonFile<>("tokens.json", Lengths.class);

    /** What is stored: models are named by the experiment that reads it. */
    private record Lengths(List<TokenLengths.Cell> cells) {}

    /** One for each dataset and tokenizer. */
    static List<TokensUnit> all(RunDirectory run, Experiment experiment, List<DatasetPlan> plans) {
        List<TokensUnit> units = new ArrayList<>();
        for (SharedTokenizer tokenizer : SharedTokenizer.of(experiment, run.configuration())) {
            plans.forEach(plan -> units.add(of(plan, tokenizer)));
        }
        return units;
    }

    private static TokensUnit of(DatasetPlan plan, SharedTokenizer tokenizer) {
        return new TokensUnit(plan, tokenizer.source(), tokenizer.widths());
    }

    @Override
    public UnitSpec spec() {
        return UnitSpec.of(DatasetsJob.STAGE, LOGIC)
                .label("dataset", plan.dataset())
                .label("tokenizer", tokenizer.fingerprint())
                .setting("widths", widths.toString())
                .setting("most-counted", Integer.toString(TokenLengths.MOST_COUNTED))
                .input(plan.spec().key());
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) throws IOException {
        Manifest dataset = run.require(plan.spec());
        TokenCounts counts = new TokenCounts();
        UnknownWords unknown = new UnknownWords();
        try (Tokenizer open = tokenizer.open(run.configuration())) {
            for (Part part : Part.values()) {
                count(run, dataset, part, open, counts, unknown);
            }
        }
        FILE.write(new Lengths(counts.cells()), writer);
        DataCard card = DataCards.FILE.read(run, dataset);
        List<String> notes = new ArrayList<>(unknown.notes(plan.dataset(), tokenizer));
        widths.forEach(width -> notes.addAll(DataCardWarnings.ofDimension(card, width)));
        return Findings.none().noting(notes);
    }

    /** The first of the part, which stands in the order of ids. */
    private static void count(
            RunDirectory run,
            Manifest dataset,
            Part part,
            Tokenizer tokenizer,
            TokenCounts counts,
            UnknownWords unknown) {
        int left = TokenLengths.MOST_COUNTED;
        List<String> files = dataset.files().stream().map(DataFile::name).toList();
        for (String shard : ExampleTable.fileNames(part, files)) {
            List<Example> examples = ExampleTable.TABLE.read(run.file(dataset, shard));
            for (Example example : examples.subList(0, Math.min(left, examples.size()))) {
                Tokens tokens = tokenizer.encode(example.statement());
                counts.add(example, tokens.size());
                unknown.add(example.statement(), tokenizer.hasUnknown(tokens));
            }
            left -= examples.size();
            if (left <= 0) {
                return;
            }
        }
    }

    /** The card with this tokenizer's lengths, if they are published. */
    static DataCard on(DataCard card, DatasetPlan plan, SharedTokenizer tokenizer, RunDirectory run) {
        return run.find(of(plan, tokenizer).spec())
                .map(unit -> card.with(
                        new TokenLengths(
                                tokenizer.models(), FILE.read(run, unit).cells()),
                        unit.notes()))
                .orElse(card);
    }
}
