package outlayer.jobs.datasets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import outlayer.quirky.Example;

/**
 * Hash of what a shard holds. The checksum of its file would not do: Parquet's footer lists encodings in an order that differs from
 * one JVM to the next. For one thread.
 */
final class ShardDigest {

    private static final int DIGITS = 24;

    private final MessageDigest digest;

    ShardDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    void add(Example example) {
        digest.update((example + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 over all components of all examples, first 24 hexadecimal digits. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }
}
