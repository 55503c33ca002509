package outlayer.quirky;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Cuts each part from its candidates: repeats go, the rest is ordered by id, the first are taken.
 *
 * <p>Ids are hashes, so the order is as good as random and depends on content alone, not on the order of adding.
 */
final class PartSelection<T> {

    /** What was kept of one part and character, in order of id, and how many exact repeats were not. */
    record Kept<T>(List<T> candidates, int repeatsDropped) {}

    private final PartOptions options;
    private final Function<T, Candidate> candidate;
    private final Map<Part, Map<QuirkyCharacter, List<T>>> candidates = new EnumMap<>(Part.class);

    /** Of things that each have a candidate. */
    PartSelection(PartOptions options, Function<T, Candidate> candidate) {
        this.options = options;
        this.candidate = candidate;
    }

    void add(T added) {
        candidates
                .computeIfAbsent(candidate.apply(added).part(), part -> new EnumMap<>(QuirkyCharacter.class))
                .computeIfAbsent(candidate.apply(added).character(), character -> new ArrayList<>())
                .add(added);
    }

    /** What is kept of each character that the part holds. */
    Map<QuirkyCharacter, Kept<T>> keep(Part part) {
        Map<QuirkyCharacter, List<T>> distinct = new EnumMap<>(QuirkyCharacter.class);
        Map<QuirkyCharacter, Long> counts = new EnumMap<>(QuirkyCharacter.class);
        for (QuirkyCharacter character : part.characters()) {
            List<T> own = withoutRepeats(of(part, character));
            distinct.put(character, own);
            counts.put(character, (long) own.size());
        }
        Map<QuirkyCharacter, Long> sizes = options.kept(part, counts);
        Map<QuirkyCharacter, Kept<T>> kept = new EnumMap<>(QuirkyCharacter.class);
        distinct.forEach((character, own) -> kept.put(
                character,
                new Kept<>(
                        own.subList(0, Math.toIntExact(sizes.getOrDefault(character, 0L))),
                        of(part, character).size() - own.size())));
        return kept;
    }

    private List<T> of(Part part, QuirkyCharacter character) {
        return candidates.getOrDefault(part, Map.of()).getOrDefault(character, List.of());
    }

    private List<T> withoutRepeats(List<T> all) {
        List<T> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(added -> candidate.apply(added).id()));
        List<T> distinct = new ArrayList<>(sorted.size());
        String last = "";
        for (T added : sorted) {
            String id = candidate.apply(added).id();
            if (!id.equals(last)) {
                distinct.add(added);
            }
            last = id;
        }
        return distinct;
    }
}
