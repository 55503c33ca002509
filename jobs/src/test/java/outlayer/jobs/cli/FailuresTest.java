package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import outlayer.jobs.settings.SettingsException;
import picocli.CommandLine;
import software.amazon.awssdk.core.exception.SdkException;

class FailuresTest {

    private final StringWriter err = new StringWriter();

    private int failed(Exception failure) {
        CommandLine command = Outlayer.commandLine();
        command.setErr(new PrintWriter(err, true));
        return Failures.execution(failure, command, command.parseArgs());
    }

    /** As it comes back from a task. */
    private static SparkException aborted(Throwable cause) {
        return new SparkException("Job aborted due to stage failure: Task 0 ...\n\tat java.base/...", cause);
    }

    @Test
    void aFullDiskIsOneLineWithTheFileThatItConcerns() {
        IOException full = new IOException("No space left on device");
        assertThat(failed(aborted(new UncheckedIOException("Cannot write /data/units/fit/a.parquet", full))))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly("outlayer: Cannot write /data/units/fit/a.parquet: No space left on device. What is"
                        + " published stays: start again to go on from there.");
    }

    @Test
    void whatIsSaidTwiceIsShownOnce() {
        IOException full = new IOException("No space left on device");
        assertThat(failed(aborted(
                        new UncheckedIOException(new IOException("Disk /data: No space left on device", full)))))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("outlayer: Disk /data: No space left on device. What is published stays");
    }

    @Test
    void aBucketThatDoesNotExistIsOneLineToo() {
        SdkException missing = SdkException.create("The specified bucket does not exist (Service: S3)", null);
        IOException unknown = new IOException("s3a://nowhere/run: The specified bucket does not exist", missing);
        assertThat(failed(new UncheckedIOException("Cannot list s3a://nowhere/run/runs", unknown)))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "outlayer: Cannot list s3a://nowhere/run/runs: s3a://nowhere/run: The specified bucket does"
                                + " not exist. What is published stays: start again to go on from there.");
    }

    @Test
    void aFaultInsideARefusalStaysAFault() {
        assertThat(failed(new IOException("wrapped", new IllegalStateException("layer 3 is missing"))))
                .isEqualTo(1);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatWeForesawKeepsItsWordsAndItsCode() {
        assertThat(failed(aborted(new SettingsException("no such key")))).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("outlayer: no such key\n");
    }

    /** A fault of ours needs its trace: it goes to the log, not to this line. */
    @Test
    void whatNobodyForesawIsNotHiddenInALine() {
        assertThat(failed(aborted(new IllegalStateException("layer 3 is missing", null))))
                .isEqualTo(1);
        assertThat(err.toString()).isEmpty();
    }
}
