package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartSelectionTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void orderOfAddingDoesNotMatter(long seed) {
        List<Candidate> candidates = candidates(Part.TRAIN, QuirkyCharacter.ALICE, 100);
        candidates.addAll(candidates(Part.TRAIN, QuirkyCharacter.BOB, 90));
        PartOptions options = PartOptions.demo().withCaps(Map.of(Part.TRAIN, 60));
        List<Candidate> shuffled = new ArrayList<>(candidates);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(select(options, shuffled).keep(Part.TRAIN))
                .isEqualTo(select(options, candidates).keep(Part.TRAIN));
    }

    @Test
    void repeatsGoBeforeTheCapIsFilledByTheSmallestIds() {
        List<Candidate> candidates = candidates(Part.TRUSTED, QuirkyCharacter.ALICE, 30);
        List<String> ids = candidates.stream().map(Candidate::id).sorted().toList();
        candidates.addAll(candidates(Part.TRUSTED, QuirkyCharacter.ALICE, 12));
        PartSelection<Candidate> selection = select(PartOptions.demo().withCaps(Map.of(Part.TRUSTED, 20)), candidates);
        PartSelection.Kept<Candidate> kept =
                List.copyOf(selection.keep(Part.TRUSTED).values()).get(0);
        assertThat(kept.repeatsDropped()).isEqualTo(12);
        assertThat(kept.candidates()).extracting(Candidate::id).isEqualTo(ids.subList(0, 20));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.1, 0.9})
    void testPartHoldsTheShareOfAnomaliesThatWasAskedFor(double share) {
        List<Candidate> candidates = candidates(Part.TEST, QuirkyCharacter.ALICE, 90);
        candidates.addAll(candidates(Part.TEST, QuirkyCharacter.BOB, 72));
        PartOptions demo = PartOptions.demo();
        PartOptions options =
                new PartOptions(0.25, 0.75, demo.easy(), demo.medium(), demo.hard(), Map.of(), 4, share, 0);
        Map<QuirkyCharacter, PartSelection.Kept<Candidate>> kept =
                select(options, candidates).keep(Part.TEST);
        int alice = size(kept, QuirkyCharacter.ALICE);
        int bob = size(kept, QuirkyCharacter.BOB);
        // Half: 72 + 72. A tenth: 90 + 10. Nine tenths: 8 + 72.
        assertThat(List.of(alice, bob))
                .isEqualTo(share == 0.5 ? List.of(72, 72) : share == 0.1 ? List.of(90, 10) : List.of(8, 72));
    }

    private static int size(Map<QuirkyCharacter, PartSelection.Kept<Candidate>> kept, QuirkyCharacter character) {
        PartSelection.Kept<Candidate> own = kept.get(character);
        return own == null ? 0 : own.candidates().size();
    }

    private static PartSelection<Candidate> select(PartOptions options, List<Candidate> candidates) {
        PartSelection<Candidate> selection = new PartSelection<>(options, Function.identity());
        candidates.forEach(selection::add);
        return selection;
    }

    private static List<Candidate> candidates(Part part, QuirkyCharacter character, int count) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = Names.of(character).get(i % 16);
            candidates.add(new Candidate(
                    ContentHash.hex(character.key(), Integer.toString(i)), part, character, name, 0, 0.5));
        }
        return candidates;
    }
}
