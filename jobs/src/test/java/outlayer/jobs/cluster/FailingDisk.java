package outlayer.jobs.cluster;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk, on which writing fails ({@code spark.hadoop.fs.file.impl}). Once files whose path contains {@code fs.failing.path} have
 * together {@code fs.failing.after} bytes from this JVM, writing them throws {@code fs.failing.message}, as a disk that is full or
 * was remounted read-only does. With {@code fs.failing.times} it does so only that often in all JVMs, which count by marks in the
 * directory {@code fs.failing.marks}.
 */
public final class FailingDisk extends LocalFileSystem {

    private static final AtomicLong WRITTEN = new AtomicLong();

    public FailingDisk() {
        super(new Raw());
    }

    /** The settings of an application that meets it. */
    static String[] settings(String path, long after, String message, int times, java.nio.file.Path marks) {
        String name = "spark.hadoop.fs.failing.";
        return new String[] {
            "spark.hadoop.fs.file.impl=" + FailingDisk.class.getName(),
            name + "path=" + path,
            name + "after=" + after,
            name + "message=" + message,
            name + "times=" + times,
            name + "marks=" + marks
        };
    }

    private static final class Raw extends RawLocalFileSystem {

        @Override
        public FSDataOutputStream create(
                Path path, boolean overwrite, int buffer, short copies, long block, Progressable progress)
                throws IOException {
            return failing(path, super.create(path, overwrite, buffer, copies, block, progress));
        }

        @Override
        public FSDataOutputStream create(
                Path path,
                FsPermission permission,
                boolean overwrite,
                int buffer,
                short copies,
                long block,
                Progressable progress)
                throws IOException {
            return failing(path, super.create(path, permission, overwrite, buffer, copies, block, progress));
        }

        private FSDataOutputStream failing(Path path, FSDataOutputStream whole) throws IOException {
            return path.toString().contains(getConf().get("fs.failing.path"))
                    ? new FSDataOutputStream(new Failing(whole), null)
                    : whole;
        }

        private boolean fails() throws IOException {
            int times = getConf().getInt("fs.failing.times", 0);
            for (int mark = 0; mark < times; mark++) {
                if (marked(java.nio.file.Path.of(getConf().get("fs.failing.marks"), "mark-" + mark))) {
                    return true;
                }
            }
            return times == 0;
        }

        private static boolean marked(java.nio.file.Path mark) throws IOException {
            try {
                Files.createFile(mark);
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            }
        }

        private final class Failing extends FilterOutputStream {

            Failing(OutputStream whole) {
                super(whole);
            }

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            /** What still has room arrives, as on a disk. */
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                long room = getConf().getLong("fs.failing.after", 0) - WRITTEN.getAndAdd(length);
                if (room >= length || !fails()) {
                    out.write(bytes, offset, length);
                } else {
                    out.write(bytes, offset, (int) Math.max(0, room));
                    throw new IOException(getConf().get("fs.failing.message"));
                }
            }
        }
    }
}
