package outlayer.quirky;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts each part from its candidates: repeats go, the rest is ordered by id, the first are taken.
 *
 * <p>Ids are hashes, so the order is as good as random and depends on content alone, not on the order of adding.
 */
final class PartSelection {

    /** What was kept of one part and character, in order of id, and how many exact repeats were not. */
    record Kept(List<Candidate> candidates, int repeatsDropped) {}

    private final PartOptions options;
    private final Map<Part, Map<QuirkyCharacter, List<Candidate>>> candidates = new EnumMap<>(Part.class);

    PartSelection(PartOptions options) {
        this.options = options;
    }

    void add(Candidate candidate) {
        candidates
                .computeIfAbsent(candidate.part(), part -> new EnumMap<>(QuirkyCharacter.class))
                .computeIfAbsent(candidate.character(), character -> new ArrayList<>())
                .add(candidate);
    }

    /** The kept candidates of each character that the part holds. */
    Map<QuirkyCharacter, Kept> keep(Part part) {
        Map<QuirkyCharacter, Kept> kept = new EnumMap<>(QuirkyCharacter.class);
        int cap = options.caps().getOrDefault(part, Integer.MAX_VALUE);
        for (QuirkyCharacter character : part.characters()) {
            List<Candidate> all = candidates.getOrDefault(part, Map.of()).getOrDefault(character, List.of());
            List<Candidate> distinct = withoutRepeats(all);
            kept.put(character, new Kept(first(distinct, cap), all.size() - distinct.size()));
        }
        if (part == Part.TEST) {
            balance(kept);
        }
        return kept;
    }

    /** Shortens one character's list until Bob's share is the anomaly share. */
    private void balance(Map<QuirkyCharacter, Kept> kept) {
        Kept alice = kept.getOrDefault(QuirkyCharacter.ALICE, new Kept(List.of(), 0));
        Kept bob = kept.getOrDefault(QuirkyCharacter.BOB, new Kept(List.of(), 0));
        double share = options.anomalyShare();
        double total = Math.min(alice.candidates.size() / (1 - share), bob.candidates.size() / share);
        kept.put(
                QuirkyCharacter.ALICE,
                new Kept(first(alice.candidates, (int) Math.round(total * (1 - share))), alice.repeatsDropped));
        kept.put(
                QuirkyCharacter.BOB,
                new Kept(first(bob.candidates, (int) Math.round(total * share)), bob.repeatsDropped));
    }

    private static List<Candidate> withoutRepeats(List<Candidate> all) {
        List<Candidate> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(Candidate::id));
        List<Candidate> distinct = new ArrayList<>(sorted.size());
        for (int i = 0; i < sorted.size(); i++) {
            if (i == 0 || !sorted.get(i).id().equals(sorted.get(i - 1).id())) {
                distinct.add(sorted.get(i));
            }
        }
        return distinct;
    }

    private static List<Candidate> first(List<Candidate> sorted, int count) {
        return sorted.subList(0, Math.min(count, sorted.size()));
    }
}
