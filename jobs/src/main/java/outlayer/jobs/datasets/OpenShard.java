package outlayer.jobs.datasets;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.TaskFiles;
import outlayer.jobs.run.UnitFile;
import outlayer.jobs.table.ExampleTable;
import outlayer.jobs.table.FlatTable;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

/** The shard that a task is at; its examples come in the order of ids, exact repeats side by side. */
final class OpenShard implements AutoCloseable {

    private final Part part;
    private final int index;
    private final ShardDigest digest = new ShardDigest();
    private @Nullable UnitFile file;
    private FlatTable.@Nullable Writer<Example> writer;
    private @Nullable String last;

    OpenShard(Part part, int index) {
        this.part = part;
        this.index = index;
    }

    /** From here on examples are written. */
    void write(TaskFiles files, long taskAttempt) {
        file = files.file(taskAttempt, ExampleTable.fileName(part, index));
        writer = ExampleTable.TABLE.writer(file);
    }

    boolean is(Part other, int otherIndex) {
        return other == part && otherIndex == index;
    }

    /** Whether the example is no repeat of the one before. */
    boolean add(Example example) {
        if (example.id().equals(last)) {
            return false;
        }
        last = example.id();
        if (writer != null) {
            writer.add(example);
            digest.add(example);
        }
        return true;
    }

    /** The file, if there is one. */
    Optional<ShardFile> finish() {
        close();
        return file == null ? Optional.empty() : Optional.of(new ShardFile(part, index, file.declare(), digest.hex()));
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }
}
