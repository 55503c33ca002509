package outlayer.jobs.datasets;

import java.util.List;
import org.apache.spark.sql.Row;
import outlayer.quirky.ContentHash;
import outlayer.quirky.Example;
import outlayer.quirky.PartOptions;
import outlayer.quirky.QuirkyCharacter;

/** Prompts that somebody else wrote, each in the part of its question if that part holds its character. */
record TemplatedExamples(String dataset, PartOptions parts, SourceSplits splits) implements RowExamples {

    /** In place of a template's index: the words are the source's own. */
    private static final int NO_TEMPLATE = -1;

    @Override
    public List<Example> of(Row row, double quantile) {
        QuirkyCharacter character = ShownName.character(row.getAs(TemplatedRecords.CHARACTER));
        String question = ContentHash.hex("question", dataset, row.getAs(QuestionTable.QUESTION));
        return parts
                .part(question, parts.stratum(quantile), splits.parts(row.<Integer>getAs(SourceSplits.COLUMN)))
                .filter(part -> part.characters().contains(character))
                .map(part -> {
                    String statement = row.getAs(TemplatedRecords.STATEMENT);
                    List<String> choices = row.getList(row.fieldIndex(TemplatedRecords.CHOICES));
                    Example.Asked asked = new Example.Asked(
                            character,
                            ShownName.in(statement, character),
                            NO_TEMPLATE,
                            row.<Boolean>getAs(QuirkyTable.ALICE),
                            row.<Boolean>getAs(QuirkyTable.BOB),
                            row.<Double>getAs(QuirkyTable.DIFFICULTY),
                            quantile);
                    String id = ContentHash.hex(
                            "templated",
                            dataset,
                            statement,
                            choices.get(0),
                            choices.get(1),
                            character.key(),
                            Boolean.toString(asked.aliceLabel()),
                            Boolean.toString(asked.bobLabel()));
                    return new Example(
                            id, question, dataset, part, asked, statement, choices.get(0), choices.get(1), -1, -1);
                })
                .stream()
                .toList();
    }
}
