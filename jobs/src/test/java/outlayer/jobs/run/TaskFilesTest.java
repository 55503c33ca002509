package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFilesTest {

    @TempDir
    private Path root;

    private static DataFile write(TaskFiles files, long attempt, String content) throws IOException {
        UnitFile file = files.file(attempt, "part.txt");
        try (OutputStream out = file.stream()) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file.declare();
    }

    @Test
    void ofARepeatedTaskReadersSeeTheAttemptThatWasDeclared() throws Exception {
        RunDirectory run = Runs.local(root);
        Manifest published;
        try (UnitWriter writer = run.begin(Runs.unit(1))) {
            TaskFiles files = Runs.sent(writer.tasks());
            write(files, 7, "lost");
            writer.add(Runs.sent(write(files, 8, "kept")));
            published = writer.publish();
        }

        assertThat(Runs.text(run.file(published, "part.txt"))).isEqualTo("kept");
        assertThat(run.find(Runs.unit(1))).contains(published);
        assertThat(published.files()).hasSize(1);
    }

    @Test
    void filesOfTasksGoWithTheAttemptThatIsNotPublished() throws Exception {
        RunDirectory run = Runs.local(root);
        try (UnitWriter writer = run.begin(Runs.unit(2))) {
            writer.add(write(writer.tasks(), 1, "some"));
        }

        assertThat(run.find(Runs.unit(2))).isEmpty();
        try (var left = Files.walk(root)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aNameIsDeclaredOnce() throws Exception {
        try (UnitWriter writer = Runs.local(root).begin(Runs.unit(3))) {
            writer.add(write(writer.tasks(), 1, "some"));
            DataFile again = write(writer.tasks(), 2, "some");

            assertThatThrownBy(() -> writer.add(again))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Unit test[number=3] has a file part.txt already");
        }
    }
}
