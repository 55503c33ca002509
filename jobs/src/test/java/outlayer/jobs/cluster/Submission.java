package outlayer.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An application that was submitted: its driver's process and log. */
record Submission(Process driver, Path file) {

    /** Its exit code. */
    int await() throws IOException, InterruptedException {
        if (!driver.waitFor(20, TimeUnit.MINUTES)) {
            throw new IllegalStateException("spark-submit did not end in twenty minutes; its log: " + log());
        }
        return driver.exitValue();
    }

    /** As the kernel kills: no hook runs. */
    void kill() {
        driver.destroyForcibly().onExit().join();
    }

    String log() throws IOException {
        return Files.readString(file);
    }

    /** For a wait on what the driver does: it must not have ended by itself. */
    void requireAlive() throws IOException {
        if (!driver.isAlive()) {
            throw new IllegalStateException(
                    "The driver ended with " + driver.exitValue() + " before it came so far; its log: " + log());
        }
    }
}
