package outlayer.quirky;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over a list of texts, each preceded by its length, so that ("ab", "c") and ("a", "bc") differ. */
public final class ContentHash {

    private ContentHash() {}

    /** First eight bytes of the hash, big-endian. */
    public static long of(String... texts) {
        return ByteBuffer.wrap(sha256(List.of(texts))).getLong();
    }

    /** First eight bytes of the hash as 16 hexadecimal digits. */
    public static String hex(String... texts) {
        return HexFormat.of().toHexDigits(of(texts));
    }

    /** The hash that an id is, by its digits; of a text that is none its own. */
    static long ofId(String id) {
        try {
            return Long.parseUnsignedLong(id, 16);
        } catch (NumberFormatException other) {
            return of(id);
        }
    }

    /** The whole hash as 64 hexadecimal digits. */
    public static String fingerprint(List<String> texts) {
        return HexFormat.of().formatHex(sha256(texts));
    }

    private static byte[] sha256(List<String> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
