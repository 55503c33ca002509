package outlayer.quirky;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a data card is made of, summed over examples in any order: sums of shards merge to the sums of one pass. At most about
 * 10 MB however many examples there are. Not shared between threads.
 */
public final class DataCardSums implements Serializable {

    /** Of a quirky dataset's parts and characters; the cell of no character is that of unlabelled prompts. */
    private record Key(Part part, @Nullable QuirkyCharacter character) implements Serializable {}

    private final String dataset;
    private final Map<Key, DataCardCell> cells = new HashMap<>();

    public DataCardSums(String dataset) {
        this.dataset = dataset;
    }

    public void add(Example example) {
        cell(example).add(example);
    }

    /** Counts exact repeats that were left out; no character where prompts are unlabelled. */
    public void addRepeats(Part part, @Nullable QuirkyCharacter character, long dropped) {
        if (dropped > 0) {
            cell(new Key(part, character)).addRepeats(dropped);
        }
    }

    public DataCardSums merge(DataCardSums other) {
        if (!dataset.equals(other.dataset)) {
            throw new IllegalArgumentException(
                    "Cannot merge the data cards of %s and %s".formatted(dataset, other.dataset));
        }
        DataCardSums merged = new DataCardSums(dataset);
        for (DataCardSums sums : List.of(this, other)) {
            sums.cells.forEach((key, cell) -> merged.cells.merge(key, cell, DataCardCell::merge));
        }
        return merged;
    }

    /** A row for each part and character of a quirky dataset, empty ones too; none of unlabelled prompts. */
    public List<DataCardRow> rows() {
        List<DataCardRow> rows = new ArrayList<>();
        if (cells.keySet().stream().allMatch(key -> key.character == null) && !cells.isEmpty()) {
            return rows;
        }
        for (Part part : Part.values()) {
            for (QuirkyCharacter character : part.characters()) {
                DataCardCell cell = cells.getOrDefault(new Key(part, character), new DataCardCell());
                rows.add(cell.row(dataset, part, character));
            }
        }
        return rows;
    }

    /** A row for each part that holds unlabelled prompts. */
    public List<UnlabelledRow> unlabelledRows() {
        return Stream.of(Part.values())
                .flatMap(part -> Stream.ofNullable(cells.get(new Key(part, null)))
                        .flatMap(cell -> Stream.ofNullable(cell.unlabelled(part))))
                .toList();
    }

    /** Different questions of the train part. */
    public long trainedQuestions() {
        return sample(Part.TRAIN, DataCardCell::questions).distinct();
    }

    /** Pairs of parts that have prompts in common, but for the name. */
    public List<SharedPrompts> sharedPrompts() {
        Map<Part, HashSample> samples = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            samples.put(part, sample(part, DataCardCell::prompts));
        }
        List<SharedPrompts> shared = new ArrayList<>();
        samples.forEach((first, ours) -> samples.forEach((second, theirs) -> {
            long both = first.compareTo(second) < 0 ? ours.shared(theirs) : 0;
            if (both > 0) {
                double smaller = Math.min(ours.distinct(), theirs.distinct());
                shared.add(new SharedPrompts(first, second, both, Math.min(1, both / smaller)));
            }
        }));
        return shared;
    }

    private HashSample sample(Part part, Function<DataCardCell, HashSample> kind) {
        return Stream.concat(Stream.of((QuirkyCharacter) null), Stream.of(QuirkyCharacter.values()))
                .map(character -> cells.get(new Key(part, character)))
                .flatMap(Stream::ofNullable)
                .map(kind)
                .collect(Collectors.reducing(new HashSample(), HashSample::merge));
    }

    private DataCardCell cell(Example example) {
        return cell(new Key(example.part(), example.labelled() ? example.character() : null));
    }

    private DataCardCell cell(Key key) {
        return cells.computeIfAbsent(key, absent -> new DataCardCell());
    }
}
