package outlayer.quirky;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long the prompts of a dataset are in the tokens of one tokenizer.
 *
 * @param models that have this tokenizer, at least one
 * @param cells one for each part and character, or for each part of prompts without labels
 */
public record TokenLengths(List<String> models, List<Cell> cells) {

    /** Longer parts are counted in part. */
    public static final int MOST_COUNTED = 8_192;

    /**
     * Lengths within a part.
     *
     * @param character null of prompts without labels
     * @param counted how many prompts were tokenized: those with the smallest ids
     */
    public record Cell(Part part, @Nullable QuirkyCharacter character, long counted, Spread tokens) {}

    public TokenLengths {
        models = List.copyOf(models);
        cells = List.copyOf(cells);
        if (models.isEmpty()) {
            throw new IllegalArgumentException("models is empty, expected those that have the tokenizer");
        }
    }

    /** What a heading calls the tokenizer: the first of its models. */
    public String name() {
        return models.get(0);
    }

    /** Whether there may be parts with more prompts than were tokenized. */
    public boolean reachLimit() {
        return Stream.of(Part.values())
                .anyMatch(part -> cells.stream()
                                .filter(cell -> cell.part == part)
                                .mapToLong(Cell::counted)
                                .sum()
                        >= MOST_COUNTED);
    }

    /** Null where no prompt was tokenized. */
    public @Nullable Spread of(Part part, @Nullable QuirkyCharacter character) {
        return cells.stream()
                .filter(cell -> cell.part == part && cell.character == character)
                .map(Cell::tokens)
                .findFirst()
                .orElse(null);
    }
}
