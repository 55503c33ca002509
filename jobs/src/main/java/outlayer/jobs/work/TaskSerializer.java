package outlayer.jobs.work;

import org.apache.spark.serializer.JavaSerializer;

/** How units travel to tasks: as Java serializes them. They are records, which Kryo rejects. */
final class TaskSerializer {

    static final String SETTING = "spark.serializer";
    static final String JAVA = JavaSerializer.class.getName();

    private TaskSerializer() {}

    /** Stops before work starts in a session that has another one; it cannot be changed while the session lives. */
    static void require(String found) {
        if (!found.equals(JAVA)) {
            throw new IllegalArgumentException("This session has " + SETTING + " = " + found + ", expected " + JAVA
                    + ": units are records, which Kryo rejects. Set that in the configuration of this session or cluster, and"
                    + " start it anew");
        }
    }
}
