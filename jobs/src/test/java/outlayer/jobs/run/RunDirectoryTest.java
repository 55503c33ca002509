package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

    @TempDir
    Path root;

    @Test
    void whatIsPublishedIsFoundAndRead() throws Exception {
        RunDirectory run = Runs.local(root);
        UnitSpec spec = Runs.unit(1);
        assertThat(run.find(spec)).isEmpty();
        Manifest written;
        try (UnitWriter unit = run.begin(spec)) {
            Runs.write(unit, "a.txt", "alpha");
            Runs.write(unit, "adapter/config.json", "{}");
            assertThat(run.find(spec)).isEmpty();
            written = unit.publish(new TreeMap<>(Map.of("quarantined", 1L)), List.of("note"));
        }
        assertThat(run.find(spec)).contains(written);
        assertThat(run.find(spec.key())).contains(written);
        assertThat(run.require(spec)).isEqualTo(written);
        assertThat(run.published(List.of(spec, Runs.unit(2)))).containsOnly(Map.entry(spec.key(), written));
        assertThat(Runs.text(run.file(written, "a.txt"))).isEqualTo("alpha");
        assertThat(run.files(written)).extracting(RunFile::name).containsExactly("a.txt", "adapter/config.json");
        run.files(written).forEach(RunFile::verify);
        try (Stream<Path> all = Files.walk(root)) {
            assertThat(all.filter(Files::isRegularFile)
                            .map(file -> root.relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            "units/test/" + spec.key() + "/manifest.json",
                            "units/test/" + spec.key() + "/" + written.attempt() + "/a.txt",
                            "units/test/" + spec.key() + "/" + written.attempt() + "/adapter/config.json");
        }
    }

    /** On an object store each look is a request, and a job asks for the same units again and again. */
    @Test
    void aJobLooksOnceForWhatIsPublishedAndAgainForWhatIsNot() throws Exception {
        UnitSpec spec = Runs.unit(1);
        RunDirectory job = Runs.local(root).remembering();
        assertThat(job.published(List.of(spec))).isEmpty();
        Manifest written = Runs.publish(Runs.local(root), spec, "alpha");
        assertThat(job.published(List.of(spec))).containsOnlyKeys(spec.key());
        RunFile file = job.file(written, "data.txt");
        RunDirectory task = Runs.sent(job);

        Files.delete(Path.of(file.path().replace("file:", "")));
        Files.delete(root.resolve("units/test/" + spec.key() + "/manifest.json"));
        assertThat(job.require(spec)).isEqualTo(written);
        assertThat(job.published("test", List.of(spec.key()))).containsOnlyKeys(spec.key());
        assertThat(job.file(written, "data.txt").path()).isEqualTo(file.path());
        assertThat(job.find(spec)).as("a look at what is there now").isEmpty();
        assertThat(task.published(List.of(spec)))
                .as("a task has seen nothing yet")
                .isEmpty();
        assertThat(Runs.local(root).published(List.of(spec)))
                .as("other commands remember nothing")
                .isEmpty();
        assertThatThrownBy(() -> task.file(written, "data.txt")).hasMessageContaining("is missing");
    }

    @Test
    void dataWithoutManifestDoesNotExist() {
        RunDirectory run = Runs.local(root);
        UnitWriter killed = run.begin(Runs.unit(1));
        Runs.write(killed, "data.txt", "half");
        assertThat(run.find(Runs.unit(1))).isEmpty();
        assertThatThrownBy(() -> run.require(Runs.unit(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unit test[number=1] is not published")
                .hasMessageEndingWith("Run the stage 'test' first");
        Manifest again = Runs.publish(run, Runs.unit(1), "whole");
        assertThat(run.find(Runs.unit(1))).contains(again);
    }

    @Test
    void anAbandonedAttemptRemovesItsData() throws IOException {
        RunDirectory run = Runs.local(root);
        try (UnitWriter unit = run.begin(Runs.unit(1))) {
            Runs.write(unit, "data.txt", "half");
        }
        try (Stream<Path> all = Files.walk(root)) {
            assertThat(all.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void theSecondAttemptGetsTheFirstOnesManifestAndLeavesNothing() throws Exception {
        RunDirectory run = Runs.local(root);
        Manifest first = Runs.publish(run, Runs.unit(1), "first");
        assertThat(Runs.publish(run, Runs.unit(1), "second")).isEqualTo(first);
        assertThat(Runs.text(run.file(first, "data.txt"))).isEqualTo("first");
        try (Stream<Path> attempts = Files.list(root.resolve("units/test/" + first.key()))) {
            assertThat(attempts.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("manifest.json", first.attempt());
        }
    }

    @Test
    void anOpenFileCannotBePublished() throws IOException {
        UnitWriter unit = Runs.local(root).begin(Runs.unit(1));
        try (var out = unit.file("data.txt").stream()) {
            out.write(1);
            assertThatThrownBy(unit::publish)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("data.txt was not closed before its unit was published");
        }
    }

    @Test
    void aTaskSeesTheSameRun() throws Exception {
        RunDirectory run = Runs.local(root);
        Manifest written = Runs.publish(Runs.sent(run), Runs.unit(1), "from a task");
        assertThat(Runs.sent(run).find(Runs.sent(Runs.unit(1)))).contains(written);
        assertThat(Runs.text(Runs.sent(run.file(written, "data.txt")))).isEqualTo("from a task");
    }

    @Test
    void spacesPercentAndUnicodeAreJustNames() throws Exception {
        RunDirectory run = Runs.local(root.resolve("my run, 100%25 (größer) 測試"));
        Manifest written = Runs.publish(run, Runs.unit(1), "there");
        RunDirectory sent = Runs.sent(run);
        assertThat(sent.find(Runs.unit(1))).contains(written);
        assertThat(Runs.text(sent.file(written, "data.txt"))).isEqualTo("there");
        assertThat(sent.file(written, "data.txt").localCopy(root)).exists();
    }

    @Test
    void damageIsNamed() throws IOException {
        RunDirectory run = Runs.local(root);
        Manifest manifest = Runs.publish(run, Runs.unit(1), "contents");
        Path data = run.file(manifest, "data.txt").localCopy(root);

        Files.writeString(data, "Contents");
        assertThatThrownBy(() -> run.file(manifest, "data.txt").verify())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("data.txt is damaged: found CRC-32C ")
                .hasMessageContaining("Remove the manifest to have the unit computed again: ");

        Files.writeString(data, "cont");
        assertThatThrownBy(() -> run.file(manifest, "data.txt"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("data.txt is damaged: found 4 bytes, expected 8");

        Files.delete(data);
        assertThatThrownBy(() -> run.file(manifest, "data.txt"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("data.txt is missing: found nothing, expected 8 bytes");
    }

    @Test
    void aManifestOfAnotherUnitIsRefused() throws IOException {
        RunDirectory run = Runs.local(root);
        Manifest manifest = Runs.publish(run, Runs.unit(1), "contents");
        Path units = root.resolve("units/test");
        Path other = Files.createDirectories(units.resolve(Runs.unit(2).key()));
        Files.copy(units.resolve(manifest.key() + "/manifest.json"), other.resolve("manifest.json"));
        assertThatThrownBy(() -> run.find(Runs.unit(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is that of unit test/" + manifest.key())
                .hasMessageContaining("Was it copied?");
    }

    /** A root below a plain file: nobody can create anything there, not even the superuser. */
    @Test
    void aRootThatCannotBeWrittenStopsAtOnce() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        RunDirectory run = Runs.local(file.resolve("run"));
        assertThatThrownBy(run::requireWritable)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Cannot create files under run.root file:" + file + "/run")
                .hasMessageEndingWith("Give run.root a place where this process may create files");
        assertThatThrownBy(() -> Runs.publish(run, Runs.unit(1), "x"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Cannot write file:" + file + "/run/units/test/");
    }

    @Test
    void aWritableRootStaysAsItWas() throws IOException {
        Runs.local(root).requireWritable();
        assertThat(root).isEmptyDirectory();
    }

    /** Databricks' default file system answers for every path without a scheme, and refuses those of volumes. */
    @Test
    void aVolumeIsLocalWhateverTheDefaultFileSystemIs() {
        Configuration databricks = new Configuration();
        databricks.set("fs.defaultFS", "nowhere:///");
        assertThat(RunDirectory.open("/Volumes/main/default/outlayer/runs/dev", databricks)
                        .root())
                .isEqualTo("file:/Volumes/main/default/outlayer/runs/dev");
        assertThatThrownBy(() -> RunDirectory.open("/data/runs/dev", databricks))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void patternsAndUnknownFileSystemsAreRefused() {
        assertThatThrownBy(() -> RunDirectory.open("out/*", new Configuration()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "run.root 'out/*' cannot be used: found '*', which Spark would take for a pattern");
        assertThatThrownBy(() -> RunDirectory.open("nowhere://bucket/run", new Configuration()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("run.root 'nowhere://bucket/run' cannot be used");
    }
}
