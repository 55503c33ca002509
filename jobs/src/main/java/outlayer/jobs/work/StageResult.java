package outlayer.jobs.work;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import outlayer.jobs.run.Manifest;

/**
 * What one stage did in this run.
 *
 * @param manifests of all its units, in plan order
 * @param computed units that were missing
 * @param reused units that were there already
 * @param remarks what the plan has to say: what was left out, and why
 */
public record StageResult(
        String stage, List<Manifest> manifests, int computed, int reused, double seconds, List<String> remarks) {

    public StageResult(String stage, List<Manifest> manifests, int computed, int reused, double seconds) {
        this(stage, manifests, computed, reused, seconds, List.of());
    }

    public List<String> keys() {
        return manifests.stream().map(Manifest::key).toList();
    }

    public List<String> notes() {
        return Stream.concat(remarks.stream(), manifests.stream().flatMap(manifest -> manifest.notes().stream()))
                .distinct()
                .toList();
    }

    /** Two steps of one stage. */
    public StageResult and(StageResult next) {
        List<Manifest> all = new ArrayList<>(manifests);
        all.addAll(next.manifests);
        return new StageResult(
                stage,
                List.copyOf(all),
                computed + next.computed,
                reused + next.reused,
                seconds + next.seconds,
                Stream.concat(remarks.stream(), next.remarks.stream()).toList());
    }

    /** With what the plan has to say. */
    public StageResult remarking(List<String> more) {
        return and(new StageResult(stage, List.of(), 0, 0, 0, more));
    }
}
