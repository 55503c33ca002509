package outlayer.jobs.work;

import java.util.ArrayList;
import java.util.List;
import outlayer.jobs.run.Manifest;

/**
 * What one stage did in this run.
 *
 * @param manifests of all its units, in plan order
 * @param computed units that were missing
 * @param reused units that were there already
 */
public record StageResult(String stage, List<Manifest> manifests, int computed, int reused, double seconds) {

    public List<String> keys() {
        return manifests.stream().map(Manifest::key).toList();
    }

    public List<String> notes() {
        return manifests.stream()
                .flatMap(manifest -> manifest.notes().stream())
                .distinct()
                .toList();
    }

    /** Two steps of one stage. */
    public StageResult and(StageResult next) {
        List<Manifest> all = new ArrayList<>(manifests);
        all.addAll(next.manifests);
        return new StageResult(
                stage, List.copyOf(all), computed + next.computed, reused + next.reused, seconds + next.seconds);
    }
}
