package outlayer.jobs.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AUtils;
import org.apache.hadoop.fs.s3a.UnknownStoreException;
import org.apache.hadoop.fs.s3a.auth.CredentialProviderListFactory;

/** Whether a root on S3 can be reached at all: looked at before work starts, and never telling what the credentials are. */
public final class S3Access {

    private static final String CONNECTOR = "org.apache.hadoop.fs.s3a.S3AFileSystem";
    private static final String TOKENS = "fs.s3a.delegation.token.binding";

    private S3Access() {}

    /** Whether that path is one of Hadoop's own connector; platforms that have another look for themselves. */
    public static boolean concerns(String path, Configuration configuration) {
        return path.startsWith("s3a:")
                && configuration.get("fs.s3a.impl", CONNECTOR).equals(CONNECTOR);
    }

    /**
     * Which providers give credentials for it, after one request to its bucket with few retries: a run's own are so patient that a wrong
     * endpoint would show after minutes.
     *
     * @throws IllegalArgumentException where the connector is not on the class path, no provider gives any, or the bucket cannot be reached
     */
    public static String require(String path, Configuration configuration) {
        String found = credentials(path, configuration);
        Bucket.reach(new Path(path), configuration);
        return found;
    }

    /** The first half of that, without a request to the bucket. */
    static String credentials(String path, Configuration configuration) {
        try {
            Class.forName(CONNECTOR, false, S3Access.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    path + " lies on S3, and " + CONNECTOR + " is not on the class path: add hadoop-aws-3.4.1 and the"
                            + " modules of the AWS SDK that it needs (conf/s3/README.md)",
                    e);
        }
        return Credentials.of(path, configuration);
    }

    /** Its own class, so that the connector's are touched only where they are. */
    private static final class Credentials {

        private Credentials() {}

        static String of(String path, Configuration configuration) {
            Path location = new Path(path);
            Configuration bucket = S3AUtils.propagateBucketOptions(
                    configuration, String.valueOf(location.toUri().getHost()));
            if (!bucket.get(TOKENS, "").isEmpty()) {
                return "by delegation tokens";
            }
            try (var providers =
                    CredentialProviderListFactory.createAWSCredentialProviderList(location.toUri(), bucket)) {
                providers.resolveCredentials();
                return "credentials found by " + providers.listProviderNames();
            } catch (IOException | RuntimeException e) { // whatever a provider throws, there are no credentials
                throw new IllegalArgumentException(
                        "No credentials for " + path + ": " + firstLine(e) + ". Set AWS_ACCESS_KEY_ID and"
                                + " AWS_SECRET_ACCESS_KEY, give the machine a role, or name a provider in"
                                + " fs.s3a.aws.credentials.provider (conf/s3/README.md)",
                        e);
            }
        }
    }

    /** The same for what needs the connector to speak to a store. */
    private static final class Bucket {

        private Bucket() {}

        static void reach(Path path, Configuration configuration) {
            Configuration hasty = new Configuration(configuration);
            hasty.setInt("fs.s3a.attempts.maximum", 3);
            hasty.setInt("fs.s3a.retry.limit", 1);
            hasty.set("fs.s3a.connection.establish.timeout", "15s");
            String bucket = "Bucket " + path.toUri().getHost() + " of " + path;
            try (FileSystem files = FileSystem.newInstance(path.toUri(), hasty)) {
                files.getFileStatus(path);
            } catch (UnknownStoreException e) {
                throw new IllegalArgumentException(
                        bucket + " does not exist: found none of that name at " + place(hasty)
                                + ". Create it, or correct the path or the endpoint (conf/s3/README.md)",
                        e);
            } catch (FileNotFoundException e) {
                return; // the bucket is there, and nothing in that place yet
            } catch (AccessDeniedException e) {
                throw new IllegalArgumentException(
                        bucket + " refuses these credentials: " + firstLine(e)
                                + ". Give this process credentials with which it may list and write there (conf/s3/README.md)",
                        e);
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        bucket + " cannot be reached at " + place(hasty) + ": " + firstLine(e)
                                + ". Look at fs.s3a.endpoint and fs.s3a.endpoint.region (conf/s3/README.md)",
                        e);
            }
        }

        private static String place(Configuration configuration) {
            return configuration.getTrimmed(
                    "fs.s3a.endpoint",
                    "Amazon's endpoint of region " + configuration.getTrimmed("fs.s3a.endpoint.region", "by default"));
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    }
}
