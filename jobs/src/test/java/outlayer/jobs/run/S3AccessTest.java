package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

class S3AccessTest {

    private static final String PROVIDER = "fs.s3a.aws.credentials.provider";

    /** As a machine without any credentials answers, at once. */
    public static final class Empty implements AwsCredentialsProvider {

        @Override
        public AwsCredentials resolveCredentials() {
            throw SdkClientException.create("nothing found here");
        }
    }

    private static Configuration with(String provider) {
        Configuration configuration = new Configuration();
        configuration.set(PROVIDER, provider);
        return configuration;
    }

    @Test
    void absentCredentialsAreSaidInOneLine() {
        assertThatThrownBy(() -> S3Access.credentials("s3a://bucket/run", with(Empty.class.getName())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No credentials for s3a://bucket/run: ")
                .hasMessageEndingWith(
                        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, give the machine a role, or name a"
                                + " provider in fs.s3a.aws.credentials.provider (conf/s3/README.md)")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void presentOnesAreNamedByProviderAndNeverShown() {
        Configuration configuration = with("org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
        configuration.set("fs.s3a.bucket.mine.access.key", "the-access-key");
        configuration.set("fs.s3a.bucket.mine.secret.key", "the-secret-key");
        assertThat(S3Access.credentials("s3a://mine/run", configuration))
                .contains("SimpleAWSCredentialsProvider")
                .doesNotContain("the-access-key", "the-secret-key");
        assertThatThrownBy(() -> S3Access.credentials("s3a://other/run", configuration))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The list that Hadoop has by itself looks for no token; with the manifests' provider the one of the pod is what credentials are made of. */
    @ParameterizedTest
    @ValueSource(strings = {"extract.yaml", "nightly.yaml"})
    void manifestsAskForTheRoleOfTheServiceAccount(String manifest, @TempDir Path pod) throws IOException {
        String provider = Files.readString(Path.of("../conf/kubernetes", manifest))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(PROVIDER + ": "))
                .map(line -> line.substring(PROVIDER.length() + 2))
                .findFirst()
                .orElseThrow();
        assertThat(new Configuration().get(PROVIDER)).isNotBlank().doesNotContain("WebIdentity");
        String token = pod.resolve("token-of-another-place").toString();
        System.setProperty("aws.webIdentityTokenFile", token);
        System.setProperty("aws.roleArn", "arn:aws:iam::123456789012:role/outlayer");
        try {
            assertThatThrownBy(() -> S3Access.credentials("s3a://bucket/run", with(provider)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(token);
        } finally {
            System.clearProperty("aws.webIdentityTokenFile");
            System.clearProperty("aws.roleArn");
        }
    }

    @Test
    void onlyPathsOfHadoopsConnectorAreLookedAt() {
        assertThat(S3Access.concerns("s3a://bucket/run", new Configuration())).isTrue();
        assertThat(S3Access.concerns("out/s3a", new Configuration())).isFalse();
        Configuration platform = new Configuration();
        platform.set("fs.s3a.impl", "com.example.OwnFileSystem");
        assertThat(S3Access.concerns("s3a://bucket/run", platform)).isFalse();
    }
}
