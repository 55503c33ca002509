package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

class S3AccessTest {

    /** As a machine without any credentials answers, at once. */
    public static final class Empty implements AwsCredentialsProvider {

        @Override
        public AwsCredentials resolveCredentials() {
            throw SdkClientException.create("nothing found here");
        }
    }

    private static Configuration with(String provider) {
        Configuration configuration = new Configuration();
        configuration.set("fs.s3a.aws.credentials.provider", provider);
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

    @Test
    void onlyPathsOfHadoopsConnectorAreLookedAt() {
        assertThat(S3Access.concerns("s3a://bucket/run", new Configuration())).isTrue();
        assertThat(S3Access.concerns("out/s3a", new Configuration())).isFalse();
        Configuration platform = new Configuration();
        platform.set("fs.s3a.impl", "com.example.OwnFileSystem");
        assertThat(S3Access.concerns("s3a://bucket/run", platform)).isFalse();
    }
}
