package outlayer.jobs.derive;

import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.work.DependentUnit;

/** Makes one feature's vectors of a shard by putting others side by side. */
sealed interface JoiningUnit extends DependentUnit permits MergedUnit, ConcatenatedUnit {

    /** What it will publish. */
    PlannedReading output();
}
