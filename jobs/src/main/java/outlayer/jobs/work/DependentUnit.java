package outlayer.jobs.work;

import java.util.List;
import outlayer.jobs.run.UnitSpec;

/** A unit that reads what others publish, which are known when it is planned and may be there or not. */
public interface DependentUnit extends Unit {

    /** The others. */
    List<UnitSpec> needs();
}
