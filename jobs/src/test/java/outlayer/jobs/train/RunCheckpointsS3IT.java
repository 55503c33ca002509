package outlayer.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.S3Server;
import outlayer.jobs.run.UnitSpec;

/** Checkpoints of a training whose run root lies on an object store. */
class RunCheckpointsS3IT {

    private static final UnitSpec SPEC = UnitSpec.of("train", 1).label("model", "tiny");

    @Test
    void aDamagedCheckpointIsLeftOutForTheOneBefore(@TempDir Path server, @TempDir Path local, @TempDir Path elsewhere)
            throws Exception {
        try (S3Server s3 = S3Server.start(server)) {
            Configuration configuration = s3.configuration();
            RunDirectory run = RunDirectory.open(s3.bucket() + "/run", configuration);
            RunCheckpoints checkpoints = RunCheckpoints.of(run, SPEC, configuration);
            assertThat(checkpoints.restore(elsewhere)).isFalse();
            for (int step = 1; step <= 3; step++) {
                Files.writeString(local.resolve("trainer"), "state after " + step);
                Files.move(local.resolve("trainer"), local.resolve("trainer-" + step));
                Files.deleteIfExists(local.resolve("trainer-" + (step - 1)));
                checkpoints.keep(local, step);
            }
            assertRestored(run, configuration, elsewhere, "state after 3");

            org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(run.root(), "training/" + SPEC.key());
            FileSystem files = place.getFileSystem(configuration);
            cutShort(files, newest(files, place));
            assertRestored(run, configuration, elsewhere, "state after 2");

            checkpoints.remove();
            assertThat(files.exists(place)).isFalse();
        }
    }

    @Test
    void whatIsThereIsNotStoredAgain(@TempDir Path server, @TempDir Path local) throws Exception {
        try (S3Server s3 = S3Server.start(server)) {
            RunDirectory run = RunDirectory.open(s3.bucket() + "/my run", s3.configuration());
            Files.writeString(local.resolve("weights"), "after 1");
            RunCheckpoints.of(run, SPEC, s3.configuration()).keep(local, 1);
            Scratch.clear(local);
            RunCheckpoints next = RunCheckpoints.of(run, SPEC, s3.configuration());
            assertThat(next.restore(local)).isTrue();
            Files.writeString(local.resolve("more"), "after 2");
            next.keep(local, 2);

            org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(run.root(), "training/" + SPEC.key());
            FileSystem files = place.getFileSystem(s3.configuration());
            assertThat(files.globStatus(new org.apache.hadoop.fs.Path(place, "*/weights")))
                    .hasSize(1);
            assertThat(files.globStatus(new org.apache.hadoop.fs.Path(place, "*/more")))
                    .hasSize(1);
        }
    }

    private static void assertRestored(RunDirectory run, Configuration configuration, Path to, String state)
            throws IOException {
        assertThat(RunCheckpoints.of(run, SPEC, configuration).restore(to)).isTrue();
        assertThat(Scratch.files(to))
                .singleElement()
                .satisfies(file -> assertThat(file).hasContent(state));
        Scratch.clear(to);
    }

    private static org.apache.hadoop.fs.Path newest(FileSystem files, org.apache.hadoop.fs.Path place)
            throws IOException {
        return Arrays.stream(files.listStatus(place))
                .map(FileStatus::getPath)
                .filter(path -> path.getName().endsWith(".json"))
                .max(Comparator.comparing(org.apache.hadoop.fs.Path::getName))
                .orElseThrow();
    }

    private static void cutShort(FileSystem files, org.apache.hadoop.fs.Path marker) throws IOException {
        try (OutputStream out = files.create(marker, true)) {
            out.write("{ \"step\": 3, \"files\": [".getBytes(StandardCharsets.UTF_8));
        }
    }
}
