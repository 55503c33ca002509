package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReferenceTest {

    @TempDir
    Path root;

    private static RunRecord recorded(String id, String created) {
        return new RunRecord(
                id, created, "{}", new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of());
    }

    @Test
    void whatFollowsTheLastMarkIsTheId() {
        assertThat(RunReference.parse("out/demo")).isEqualTo(new RunReference("out/demo", null));
        assertThat(RunReference.parse("s3a://b/run#1#20261122T1-ab"))
                .isEqualTo(new RunReference("s3a://b/run#1", "20261122T1-ab"));
        assertThat(RunReference.parse("out#a")).hasToString("out#a");
    }

    @Test
    void aRootAloneIsItsNewestRun() {
        RunDirectory run = Runs.local(root);
        run.record(recorded("a", "2026-11-22T12:00:00Z"));
        run.record(recorded("b", "2026-11-21T12:00:00Z"));
        RunReference newest = RunReference.parse(root.toString());
        assertThat(newest.record(newest.directory(new Configuration())).id()).isEqualTo("a");
        assertThat(RunReference.parse(root + "#b").record(run).id()).isEqualTo("b");
    }

    @Test
    void whatIsNotRecordedIsNamed() {
        RunDirectory run = Runs.local(root);
        assertThatThrownBy(() -> RunReference.parse(root.toString()).record(run))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No run is recorded under file:" + root
                        + ": found no runs/*.json, expected a root under which `outlayer run` has ended");
        run.record(recorded("a", "2026-11-22T12:00:00Z"));
        assertThatThrownBy(() -> RunReference.parse(root + "#c").record(run))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No run 'c' under file:" + root + "; found [a]");
        assertThatThrownBy(() -> RunReference.parse("#a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a run is written ROOT or ROOT#ID, found no root");
    }
}
