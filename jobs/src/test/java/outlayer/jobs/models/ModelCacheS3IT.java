package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.run.S3Server;
import outlayer.jobs.settings.ModelOptions;
import outlayer.lm.FakeLanguageModel;
import outlayer.lm.Precision;
import outlayer.torch.Device;

/** A model in a bucket of a real S3-compatible server: ranges, seeks and modification times are those of the S3A client. */
class ModelCacheS3IT {

    private static final int NUMBERS = 1_000_000;

    @TempDir
    Path directory;

    @Test
    void aModelInABucketHasTheFingerprintOfItsFilesAndIsCopied() throws Exception {
        Path model = ModelDirectories.model(directory.resolve("model"), 1, 10, NUMBERS, 20);
        try (S3Server server = S3Server.start(directory)) {
            Configuration configuration = server.configuration();
            String bucket = server.bucket();
            upload(model, bucket + "/models/m", configuration);
            ModelSource source = ModelSource.of(
                    new ModelOptions("m", bucket + "/models/m", "{dataset}", Precision.FLOAT32),
                    "base",
                    "addition",
                    ModelDirectories.executor(directory.resolve("cache")),
                    configuration);
            assertThat(source.base()).isEqualTo(bucket + "/models/m");
            assertThat(source.fingerprint()).isEqualTo(ModelDirectories.fingerprint(model));

            ModelPool pool = new ModelPool(new FakeOpener(), (device, options) -> 1000);
            try (ModelPool.Loan loan = pool.borrow(source, Device.CPU, configuration)) {
                assertThat(loan.model()).isInstanceOf(FakeLanguageModel.class);
            }
            assertThat(directory.resolve("cache").resolve(source.fingerprint()).resolve("model.safetensors"))
                    .hasSameBinaryContentAs(model.resolve("model.safetensors"));
        }
    }

    private static void upload(Path model, String to, Configuration configuration) throws IOException {
        org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(to);
        FileSystem bucket = target.getFileSystem(configuration);
        try (Stream<Path> files = Files.list(model)) {
            for (Path file : files.toList()) {
                bucket.copyFromLocalFile(
                        new org.apache.hadoop.fs.Path(file.toUri()),
                        new org.apache.hadoop.fs.Path(target, file.getFileName().toString()));
            }
        }
    }
}
