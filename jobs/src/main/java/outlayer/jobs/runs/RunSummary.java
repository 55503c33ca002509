package outlayer.jobs.runs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import outlayer.jobs.run.DataFile;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.settings.RunOptions;

/**
 * One recorded run in a line.
 *
 * @param stages those with units, in the order in which they run
 * @param units that belong to it
 * @param missing of them, those that are not under this root now
 * @param computed of them, those that were computed for it
 * @param seconds of all its stages together
 * @param bytes of the data of its units; units that runs share count in each
 */
public record RunSummary(
        String id,
        String created,
        List<String> stages,
        int units,
        int missing,
        int computed,
        double seconds,
        long bytes,
        List<String> warnings) {

    public RunSummary {
        stages = List.copyOf(stages);
        warnings = List.copyOf(warnings);
    }

    /** Of all runs under a root, the oldest first; each unit is looked up once. */
    public static List<RunSummary> of(RunDirectory run) {
        List<RunRecord> records = run.runs();
        Map<String, Set<String>> keys = new LinkedHashMap<>();
        records.forEach(record -> record.units()
                .forEach((stage, of) ->
                        keys.computeIfAbsent(stage, absent -> new HashSet<>()).addAll(of)));
        Map<String, Long> bytes = new LinkedHashMap<>();
        keys.forEach((stage, of) -> run.published(stage, of).forEach((key, unit) -> bytes.put(key, bytes(unit))));
        return records.stream().map(record -> of(record, bytes)).toList();
    }

    private static RunSummary of(RunRecord record, Map<String, Long> bytes) {
        List<String> stages = new ArrayList<>(RunOptions.STAGES);
        record.units().keySet().stream()
                .filter(stage -> !stages.contains(stage))
                .forEach(stages::add);
        stages.retainAll(record.units().keySet());
        Set<String> keys = new HashSet<>();
        record.units().values().forEach(keys::addAll);
        return new RunSummary(
                record.id(),
                record.created(),
                stages,
                keys.size(),
                (int) keys.stream().filter(key -> !bytes.containsKey(key)).count(),
                sum(record.computed().values()),
                record.stageSeconds().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum(),
                keys.stream().mapToLong(key -> bytes.getOrDefault(key, 0L)).sum(),
                record.warnings());
    }

    private static int sum(Collection<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    private static long bytes(Manifest unit) {
        return unit.files().stream().mapToLong(DataFile::bytes).sum();
    }
}
