package outlayer.jobs.fetch;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Random;

/** Files as a hub states them, and random bytes to fill them. */
final class RemoteFiles {

    private RemoteFiles() {}

    static RemoteFile of(String path, byte[] content, Checksum.Kind kind) {
        return new RemoteFile(path, content.length, checksum(content, kind));
    }

    static Checksum checksum(byte[] content, Checksum.Kind kind) {
        Checksum any = new Checksum(kind, "0".repeat(kind == Checksum.Kind.GIT ? 40 : 64));
        MessageDigest digest = any.digest(content.length);
        digest.update(content);
        return any.of(digest);
    }

    /** Where the part of a large file grows beside its target. */
    static Path part(Path target, byte[] content) {
        String hex = checksum(content, Checksum.Kind.SHA256).hex();
        return target.resolveSibling(target.getFileName() + "." + hex.substring(0, 12) + ".part");
    }

    static byte[] random(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
