package outlayer.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * TorchScript source wrapped into the archive that libtorch loads: a stored zip of one module without weights.
 *
 * <p>The source must define {@code class Script(Module)}; the pickled object is an instance of it with its one attribute,
 * {@code training}, set to false. No Python takes part.
 */
final class TorchArchive {

    /** The newest operator set that libtorch 2.7 knows: no operator of the source is rewritten on loading. */
    private static final String OPERATOR_SET = "10\n";

    /** {@code ()} in pickle protocol 2: there are no constants. */
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    private TorchArchive() {}

    /** Archive of the class-path resource beside a class. */
    static byte[] ofResource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "TorchScript source " + name + " is not on the class path beside " + beside.getName());
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] of(String source) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            store(zip, "script/data.pkl", scriptObject());
            store(zip, "script/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            store(zip, "script/constants.pkl", NO_CONSTANTS);
            store(zip, "script/version", OPERATOR_SET.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Pickle of {@code Script.__new__()} with state {@code {"training": False}}. */
    private static byte[] scriptObject() throws IOException {
        byte[] attribute = "training".getBytes(StandardCharsets.US_ASCII);
        var pickle = new ByteArrayOutputStream();
        pickle.write(new byte[] {(byte) 0x80, 2}); // protocol 2
        pickle.write("c__torch__\nScript\n".getBytes(StandardCharsets.US_ASCII)); // the class
        pickle.write(new byte[] {')', (byte) 0x81}); // () and NEWOBJ
        pickle.write(new byte[] {'}', '(', 'X', (byte) attribute.length, 0, 0, 0}); // { mark, a string follows
        pickle.write(attribute);
        pickle.write(new byte[] {(byte) 0x89, 'u', 'b', '.'}); // False, fill the dict, BUILD, STOP
        return pickle.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] data) throws IOException {
        var checksum = new CRC32();
        checksum.update(data);
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(data.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(data);
    }
}
