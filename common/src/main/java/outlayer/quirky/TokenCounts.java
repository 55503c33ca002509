package outlayer.quirky;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lengths of prompts in tokens, by part and character, as they are counted. Not shared between threads. */
public final class TokenCounts {

    /** The cell of no character is that of prompts without labels. */
    private record Key(Part part, @Nullable QuirkyCharacter character) {}

    /** How many, and how long. */
    private static final class Lengths {

        private final ValueSample tokens = new ValueSample();
        private long counted;
    }

    private final Map<Key, Lengths> cells = new HashMap<>();

    public void add(Example example, int tokens) {
        Key key = new Key(example.part(), example.labelled() ? example.character() : null);
        Lengths cell = cells.computeIfAbsent(key, absent -> new Lengths());
        cell.tokens.add(ContentHash.ofId(example.id()), tokens);
        cell.counted++;
    }

    /** In the order of parts, then of characters. */
    public List<TokenLengths.Cell> cells() {
        List<TokenLengths.Cell> all = new ArrayList<>();
        for (Part part : Part.values()) {
            add(part, null, all);
            part.characters().forEach(character -> add(part, character, all));
        }
        return all;
    }

    private void add(Part part, @Nullable QuirkyCharacter character, List<TokenLengths.Cell> all) {
        Lengths cell = cells.get(new Key(part, character));
        Spread spread = cell == null ? null : cell.tokens.spread();
        if (cell != null && spread != null) {
            all.add(new TokenLengths.Cell(part, character, cell.counted, spread));
        }
    }
}
