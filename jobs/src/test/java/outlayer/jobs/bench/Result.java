package outlayer.jobs.bench;

import java.util.List;

/**
 * One benchmark. Rates and ratios are those of the fastest repetition, ours and the others' alike: on a shared machine noise
 * only ever adds.
 *
 * @param shape of the data
 * @param threads how many compute at once
 * @param seconds of each repetition, the first with a cold virtual machine
 * @param work done by one repetition, in units of 1e9 operations, 1e6 bytes or tokens
 * @param unit of work per second: GF/s, MB/s or tokens/s
 * @param floor what the machine itself can do, measured in this run
 * @param requirements none where the benchmark informs only
 */
record Result(
        String name,
        String shape,
        String dtype,
        int threads,
        List<Double> seconds,
        double work,
        String unit,
        Floor floor,
        List<Requirement> requirements,
        String remark) {

    /** The best rate that could be hoped for, in the result's unit, and what was measured for it. */
    record Floor(String what, double rate) {}

    double best() {
        return Stopwatch.best(seconds);
    }

    double rate() {
        return work / best();
    }

    double shareOfFloor() {
        return rate() / floor.rate();
    }

    boolean met() {
        return requirements.stream().allMatch(Requirement::met);
    }
}
