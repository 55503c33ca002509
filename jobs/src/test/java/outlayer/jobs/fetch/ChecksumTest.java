package outlayer.jobs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumTest {

    /** What {@code printf TEXT | git hash-object --stdin} and {@code printf TEXT | sha256sum} print. */
    @ParameterizedTest
    @CsvSource({
        "'',git-sha1:e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
        "hello\\n,git-sha1:ce013625030ba8dba906f756967f9e9ca394464a",
        "'',sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "hello\\n,sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"
    })
    void isWhatGitAndSha256sumPrint(String text, String expected) {
        byte[] content = text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
        Checksum stated = Checksum.parse(expected);

        MessageDigest digest = stated.digest(content.length);
        digest.update(content);

        assertThat(stated.of(digest)).isEqualTo(stated).hasToString(expected);
    }

    @Test
    void whatIsNoChecksumIsRefused() {
        assertThatThrownBy(() -> Checksum.parse("md5:00"))
                .hasMessage("Checksum: found 'md5:00', expected sha256:... or git-sha1:...");
        assertThatThrownBy(() -> Checksum.parse("sha256:00"))
                .hasMessage("Checksum: found '00', expected 64 hexadecimal digits of sha256");
    }
}
