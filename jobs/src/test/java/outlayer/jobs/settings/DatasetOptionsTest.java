package outlayer.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.quirky.ArithmeticOptions;
import outlayer.quirky.Operation;
import outlayer.quirky.Part;

class DatasetOptionsTest {

    private static DatasetOptions entry(String text) {
        return ExperimentFile.parse("""
                        run { root = out/small }
                        models = [ { name = m, path = models/m, quirky = "models/m-{dataset}" } ]
                        datasets = [
                          { %s }
                        ]
                        """.formatted(text), "mine.conf", List.of())
                .datasets()
                .get(0);
    }

    @Test
    void aGeneratedDatasetHasThePublishedRuleWhereItSaysNothing() {
        assertThat(entry("name = addition"))
                .isEqualTo(new GeneratedOptions(
                        new ArithmeticOptions(Operation.ADDITION, 10_000, 113, 400_000, true), null));
        assertThat(entry("name = squaring, templates = outlayer-1"))
                .isEqualTo(new GeneratedOptions(
                        new ArithmeticOptions(Operation.SQUARING, 100_000, 113, 200_000, true), "outlayer-1"));
        assertThat(entry("name = multiplication, digits = 5, questions = 40, distinct = false"))
                .isEqualTo(new GeneratedOptions(
                        new ArithmeticOptions(Operation.MULTIPLICATION, 100_000, 113, 40, false), null));
    }

    @Test
    void anImportedOne() {
        ImportOptions options = (ImportOptions)
                entry(
                        "name = nli, import { path = data/nli, quantile = file, splits { train = [train, trusted], test = [test] } }");

        assertThat(options.source().path()).isEqualTo("data/nli");
        assertThat(options.source().format()).isEqualTo(SourceOptions.Format.PARQUET);
        assertThat(options.quantile()).isEqualTo(ImportOptions.Quantile.FILE);
        assertThat(options.splits()).containsEntry("train", Set.of(Part.TRAIN, Part.TRUSTED));
        assertThat(options.question()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a.csv, CSV",
        "dir/a.CSV.gz, CSV",
        "b.jsonl, JSON",
        "b.ndjson.zst, JSON",
        "csv/part.json, JSON",
        "s3a://bucket/csv, PARQUET",
        "c.parquet, PARQUET",
    })
    void theFormatIsThatOfTheEnding(String path, SourceOptions.Format format) {
        QuirkOptions options = (QuirkOptions)
                entry("name = mine, sources { a { path = \"%s\" } }, query = \"SELECT 1\"".formatted(path));

        assertThat(options.sources().values()).extracting(SourceOptions::format).containsExactly(format);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "name = addition, digit = 4; mine.conf: 4: unknown setting `datasets[0].digit`; did you mean `digits`?",
                "name = addition, digits = 4, operand-limit = 10000; mine.conf: 4: `datasets[0]`: both digits and operand-limit are given, expected one",
                "name = addition, digits = 10; mine.conf: 4: `datasets[0]`: digits is 10, expected 1 to 9",
                "name = addition, digits = 1, questions = 400; ask for at most 324 questions",
                "name = adition; mine.conf: 4: `datasets[0]`: Unknown arithmetic dataset 'adition'",
                "name = a/b; dataset name is \"a/b\", expected letters",
                "name = x, query = q, prompts {}; dataset x has [query, prompts], expected one of them",
                "name = x, import { path = p, quantil = file }; mine.conf: 4: unknown setting `datasets[0].import.quantil`; did you mean `quantile`?",
                "name = x, import { path = p, quantile = mine }; mine.conf: 4: `datasets[0].import`: quantile is \"mine\", expected recomputed",
                "name = x, import { path = p, format = xml }; mine.conf: 4: `datasets[0].import`: format is \"xml\", expected one of [parquet, csv, json]",
                "name = x, import { path = p, splits { a = [test], b = [test] } }; splits: part test is filled from two splits, expected one",
                "name = x, import { path = p, splits { a = [tset] } }; Unknown part 'tset'",
                "name = x, import {}; missing setting `datasets[0].import.path`, expected a text",
                "name = x, query = q; missing setting `datasets[0].sources`",
                "name = x, query = q, sources {}; sources is empty",
                "name = x, query = q, sources { a-b { path = p } }; source name is \"a-b\"",
                "name = x, query = q, sources { a { path = p, opt = 1 } }; unknown setting `datasets[0].sources.a.opt`",
                "name = x, prompts { path = p, part = test }; mine.conf: 4: `datasets[0].prompts`: Prompts of x are to be part test",
                "name = x, prompts { path = p, part = untrusted, calibration = 0.5 }; calibration share is 0.5 of part untrusted",
                "name = x, prompts { path = p, part = trusted, choices = [a] }; choices is [a], expected two texts",
            })
    void aBadEntryNamesFileLineAndKey(String text, String message) {
        assertThatThrownBy(() -> entry(text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("mine.conf: ")
                .hasMessageContaining(message);
    }
}
