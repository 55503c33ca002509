package outlayer.jobs.work;

import outlayer.jobs.run.Manifest;

/**
 * How many examples of a unit may be unusable: tasks stop above it, and so does a stage that meets units of a looser run. It changes no
 * byte of a unit and is in no key, so that raising it keeps what is there.
 *
 * @param share of a unit's examples
 */
public record QuarantineLimit(double share) {

    /** Stops at the first unit that has more. */
    public StageResult require(StageResult result) {
        for (Manifest unit : result.manifests()) {
            long quarantined = unit.count(Findings.QUARANTINED);
            long examples = unit.count(Findings.EXAMPLES);
            if (quarantined > share * examples) {
                throw new IllegalArgumentException(
                        unit.spec() + ": " + quarantined + " of " + examples
                                + " examples cannot be used, more than extract.max-quarantine = " + share
                                + "; it was computed when more were allowed. Mend the dataset or the model, or raise the setting");
            }
        }
        return result;
    }
}
