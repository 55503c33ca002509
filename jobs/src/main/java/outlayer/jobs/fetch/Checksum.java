package outlayer.jobs.fetch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What the hub states of a file's content: SHA-256 of the bytes for large files (Git LFS), and for the others the name of
 * their git blob, SHA-1 of {@code "blob " + length + "\0" + bytes}.
 *
 * @param hex lower-case hexadecimal digits
 */
record Checksum(Kind kind, String hex) {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]+");

    /** Which function of the bytes. */
    enum Kind {
        SHA256("sha256", "SHA-256", 64),
        GIT("git-sha1", "SHA-1", 40);

        private final String key;
        private final String algorithm;
        private final int digits;

        Kind(String key, String algorithm, int digits) {
            this.key = key;
            this.algorithm = algorithm;
            this.digits = digits;
        }
    }

    Checksum {
        if (hex.length() != kind.digits || !DIGITS.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "Checksum: found '" + hex + "', expected " + kind.digits + " hexadecimal digits of " + kind.key);
        }
    }

    /** Reads what {@link #toString} writes. */
    static Checksum parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.key + ":")) {
                return new Checksum(kind, text.substring(kind.key.length() + 1));
            }
        }
        throw new IllegalArgumentException("Checksum: found '" + text + "', expected sha256:... or git-sha1:...");
    }

    /** A digest of this kind that has seen all that comes before a content of so many bytes. */
    MessageDigest digest(long size) {
        try {
            MessageDigest digest = MessageDigest.getInstance(kind.algorithm);
            if (kind == Kind.GIT) {
                digest.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
            }
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + kind.algorithm + "; this one has not", e);
        }
    }

    /** The checksum of what the digest has seen; ends the digest. */
    Checksum of(MessageDigest digest) {
        return new Checksum(kind, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public String toString() {
        return kind.key + ":" + hex;
    }
}
