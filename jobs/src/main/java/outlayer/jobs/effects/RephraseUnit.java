package outlayer.jobs.effects;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;
import outlayer.feature.ModelReader;
import outlayer.feature.Observations;
import outlayer.feature.Prompts;
import outlayer.jobs.extract.PoolBatchLimit;
import outlayer.jobs.extract.Visit;
import outlayer.jobs.models.ModelPool;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.EffectsOptions;
import outlayer.jobs.table.Dtype;
import outlayer.jobs.table.Prediction;
import outlayer.jobs.table.PredictionTable;
import outlayer.jobs.table.QuarantineTable;
import outlayer.jobs.table.Quarantined;
import outlayer.jobs.table.Score;
import outlayer.jobs.table.VectorSchema;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.table.VectorWriter;
import outlayer.jobs.work.DependentUnit;
import outlayer.jobs.work.Findings;
import outlayer.lm.AnswerTokens;
import outlayer.lm.Tokenizer;
import outlayer.quirky.Example;
import outlayer.quirky.Rephrase;

/** How much offering the less likely answer moves a model on one shard; its first answers are those that were extracted. */
record RephraseUnit(Visit visit, Rephrase rephrase, int batchTokens, double maxQuarantine) implements DependentUnit {

    private static final int LOGIC = 1;
    private static final int WINDOW = 512;

    @Override
    public UnitSpec spec() {
        return EffectsJob.spec(LOGIC, visit.group(), "rephrase")
                .label("part", visit.shard().part().key())
                .label("shard", Integer.toString(visit.shard().index()))
                .setting("template", rephrase.template())
                .setting("batch-tokens", Integer.toString(batchTokens))
                .input(visit.spec().key());
    }

    @Override
    public List<UnitSpec> needs() {
        return List.of(visit.spec());
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) throws IOException {
        List<Prediction> first = PredictionTable.TABLE.read(run.file(run.require(visit.spec()), PredictionTable.FILE));
        List<Example> examples = visit.shard().examples();
        VectorSchema schema = new VectorSchema(EffectsOptions.REPHRASE, 1, List.of(Score.ALL_LAYERS), Dtype.FLOAT32);
        List<Quarantined> quarantined = new ArrayList<>();
        long tokens = 0;
        try (ModelPool.Loan loan = ModelPool.JVM.borrow(
                        visit.source(), visit.device().onTask(TaskContext.get()), run.configuration());
                VectorWriter table =
                        new VectorWriter(writer.file(VectorTable.fileName(EffectsOptions.REPHRASE)), schema)) {
            ModelReader reader = new ModelReader(loan.model(), List.of(), batchTokens, new PoolBatchLimit(loan));
            for (int from = 0; from < examples.size(); from += WINDOW) {
                int to = Math.min(examples.size(), from + WINDOW);
                Prompts prompts = prompts(examples.subList(from, to), first.subList(from, to), loan);
                Observations read = reader.read(prompts);
                tokens += prompts.tokenCount();
                for (int i = from; i < to; i++) {
                    add(examples.get(i), first.get(i), read, i - from, table, quarantined);
                }
                refuseTooMany(quarantined, examples.size());
            }
        }
        if (!quarantined.isEmpty()) {
            QuarantineTable.TABLE.write(writer.file(QuarantineTable.FILE), quarantined);
        }
        return Findings.count(Findings.EXAMPLES, examples.size())
                .and(Findings.TOKENS, tokens)
                .and("quarantined", quarantined.size());
    }

    private Prompts prompts(List<Example> examples, List<Prediction> first, ModelPool.Loan loan) {
        Map<String, AnswerTokens> known = new HashMap<>();
        Prompts prompts = new Prompts(answers(examples.get(0), loan.tokenizer(), known));
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            Double odds = first.get(i).logOdds();
            prompts.ask(answers(example, loan.tokenizer(), known));
            if (odds == null) {
                prompts.refuse("the model gave no first answer");
            } else {
                String second =
                        rephrase.secondPrompt(example.statement(), odds, example.noChoice(), example.yesChoice());
                prompts.add(second, loan.tokenizer(), loan.config());
            }
        }
        return prompts;
    }

    private static AnswerTokens answers(Example example, Tokenizer tokenizer, Map<String, AnswerTokens> known) {
        return known.computeIfAbsent(
                example.noChoice() + "\n" + example.yesChoice(),
                choices -> tokenizer.answers(example.noChoice(), example.yesChoice()));
    }

    private static void add(
            Example example,
            Prediction first,
            Observations read,
            int prompt,
            VectorWriter table,
            List<Quarantined> quarantined) {
        @Nullable String reason = read.reason(prompt);
        if (reason != null) {
            quarantined.add(new Quarantined(example.id(), EffectsJob.STAGE, "the second prompt: " + reason));
            table.addMissing(example.id());
            return;
        }
        double score = Rephrase.score(Objects.requireNonNull(first.logOdds()), read.logOdds(prompt));
        table.add(example.id(), List.of(new float[] {(float) score}), 0);
    }

    private void refuseTooMany(List<Quarantined> quarantined, int examples) {
        if (quarantined.size() > maxQuarantine * examples) {
            throw new IllegalArgumentException(spec() + ": " + quarantined.size() + " of " + examples
                    + " examples cannot be used, more than extract.max-quarantine = " + maxQuarantine
                    + "; the first is " + quarantined.get(0).id() + " ("
                    + quarantined.get(0).reason() + "). Shorten the template, or raise the setting");
        }
    }
}
