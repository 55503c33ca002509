package outlayer.jobs.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.checkpoint.ModelConfig;
import outlayer.feature.Feature;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.ExampleTable;
import outlayer.lm.Point;
import outlayer.lm.Positions;
import outlayer.lm.Tokenizer;
import outlayer.quirky.Example;
import outlayer.quirky.Part;
import outlayer.quirky.QuirkyCharacter;

class WindowsTest {

    private static final Feature LAST = new Feature("activations", Point.RESIDUAL, List.of(0, 1, 2), Positions.LAST);
    private static final String TRUE_OR_FALSE = " False";

    @TempDir
    private Path directory;

    private RunDirectory run;
    private Path model;
    private Tokenizer tokenizer;

    @BeforeEach
    void open() throws IOException {
        run = Runs.local(directory.resolve("root"));
        model = TinyRun.in(directory).models().resolve("tiny");
        tokenizer = Tokenizer.open(model);
    }

    @AfterEach
    void close() {
        tokenizer.close();
    }

    private static Example example(int number, String no) {
        return new Example(
                "id %05d".formatted(number),
                "question",
                "addition",
                Part.TEST,
                QuirkyCharacter.ALICE,
                "Alice",
                0,
                number % 10 == 9 ? " " : "1".repeat(1 + number % 7),
                no,
                " Yes",
                true,
                true,
                false,
                0,
                0.5,
                -1,
                -1);
    }

    private Shard shard(int from, int to, String no) {
        List<Example> examples = IntStream.range(from, to)
                .mapToObj(number -> example(number, no))
                .toList();
        try (UnitWriter unit = run.begin(UnitSpec.of("test", 1).label("from", Integer.toString(from)))) {
            ExampleTable.TABLE.write(unit.file("examples.parquet"), examples);
            Manifest manifest = unit.publish();
            return new Shard("addition", Part.TEST, 0, run.file(manifest, "examples.parquet"), "fingerprint");
        }
    }

    private List<Window> windows(List<Shard> shards, Feature feature, ModelConfig config) {
        Windows windows = new Windows(shards, List.of(feature), true, tokenizer, config);
        List<Window> all = new ArrayList<>();
        for (Window window = windows.next(); window != null; window = windows.next()) {
            all.add(window);
        }
        return all;
    }

    /** Over the ends of shards: 512, 512 and what is left. */
    @Test
    void aWindowHas512Examples() throws IOException {
        List<Shard> shards = List.of(shard(0, 700, " No"), shard(700, 701, " No"), shard(701, 1200, " No"));
        List<Window> windows = windows(shards, LAST, ModelConfig.read(model));

        assertThat(windows).extracting(window -> window.examples().size()).containsExactly(512, 512, 176);
        List<Example> all =
                windows.stream().flatMap(window -> window.examples().stream()).toList();
        assertThat(all)
                .extracting(Example::id)
                .isEqualTo(
                        IntStream.range(0, 1200).mapToObj("id %05d"::formatted).toList());
        for (Window window : windows) {
            for (int i = 0; i < window.examples().size(); i++) {
                String statement = window.examples().get(i).statement();
                assertThat(window.prompts().reason(i)).isEqualTo(statement.isBlank() ? "the prompt is empty" : null);
                if (!statement.isBlank()) {
                    assertThat(window.prompts().tokens(i))
                            .isEqualTo(tokenizer.encode(statement).ids());
                }
            }
        }
    }

    /** A million numbers a token, 4 MB: no window but the last has less than 256 MB, or as much without its last example. */
    @Test
    void aWindowEndsWhereItsVectorsReach256Megabytes() throws IOException {
        ModelConfig tiny = ModelConfig.read(model);
        ModelConfig wide = new ModelConfig(
                tiny.architecture(),
                tiny.vocabulary(),
                1 << 20,
                tiny.innerWidth(),
                tiny.blocks(),
                tiny.heads(),
                tiny.keyValueHeads(),
                tiny.headSize(),
                tiny.normEpsilon(),
                tiny.ropeTheta(),
                null,
                null,
                false,
                tiny.maxTokens(),
                null,
                false,
                false);
        Feature tokens = new Feature("tokens", Point.RESIDUAL, List.of(1), Positions.ALL);
        List<Window> windows = windows(List.of(shard(0, 200, " No")), tokens, wide);

        assertThat(windows).hasSizeGreaterThan(3);
        for (Window window : windows.subList(0, windows.size() - 1)) {
            long bytes = window.prompts().tokenCount() << 22;
            int last = window.examples().size() - 1;
            assertThat(bytes).isGreaterThanOrEqualTo(Windows.BYTES);
            assertThat(bytes - ((long) window.prompts().tokens(last).length << 22))
                    .isLessThan(Windows.BYTES);
        }
    }

    /** Templates in free text offer other choices each. */
    @Test
    void everyPromptIsAskedForItsOwnChoices() throws IOException {
        List<Shard> shards = List.of(shard(0, 3, " No"), shard(3, 5, TRUE_OR_FALSE));
        ModelConfig config = ModelConfig.read(model);
        Window window = windows(shards, LAST, config).get(0);
        assertThat(window.prompts().answers(2)).isEqualTo(window.prompts().answers(0));
        assertThat(window.prompts().answers(3)).isNotEqualTo(window.prompts().answers(0));
        assertThat(window.prompts().answers(4)).isEqualTo(window.prompts().answers(3));
    }
}
