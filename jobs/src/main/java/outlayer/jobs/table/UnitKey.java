package outlayer.jobs.table;

import static org.apache.spark.sql.functions.regexp_extract;

import org.apache.spark.sql.Column;

/** The key of the unit that holds a file, in the file's path, encoded or not. */
public final class UnitKey {

    /** The last such place: a root may lie below a directory that is named as that of units. */
    private static final String IN_PATH = "^.*/units/[^/]+/([0-9a-f]+)/";

    private UnitKey() {}

    public static Column of(Column path) {
        return regexp_extract(path, IN_PATH, 1);
    }
}
