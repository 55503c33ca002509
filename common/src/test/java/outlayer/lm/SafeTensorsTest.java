package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SafeTensorsTest {

    @TempDir
    private Path dir;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = dir.resolve("model.safetensors");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsWrittenIsRead(long seed) throws Exception {
        var random = new Random(seed);
        var tensors = new TreeMap<String, Tensor>();
        for (int i = 0; i < 7; i++) {
            long rows = 1L + random.nextInt(5);
            long cols = 1L + random.nextInt(5);
            float[] values = new float[(int) (rows * cols)];
            for (int j = 0; j < values.length; j++) {
                values[j] = random.nextFloat();
            }
            tensors.put("weight." + random.nextInt(100), Tensor.of(List.of(rows, cols), values));
        }
        SafeTensorsWriter.write(file, tensors);
        try (SafeTensors read = SafeTensors.open(file)) {
            assertThat(read.names()).isEqualTo(tensors.keySet());
            for (var written : tensors.entrySet()) {
                Tensor tensor = written.getValue();
                assertThat(read.tensor(written.getKey(), tensor.shape()).values())
                        .isEqualTo(tensor.values());
            }
        }
    }

    @Test
    void headerIsSortedAlignedAndMarkedForTransformers() throws Exception {
        writeTwo();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong();
        assertThat(length % 8).isZero();
        String header = new String(bytes.array(), 8, length, StandardCharsets.UTF_8);
        assertThat(header)
                .startsWith("{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}}");
        assertThat(JsonParser.parseString(header).isJsonObject()).isTrue();
        assertThat(bytes.getFloat(8 + length + 4)).isEqualTo(2f);
    }

    @Test
    void missingTensorWrongShapeAndWrongDtypeAreNamed() throws Exception {
        writeTwo();
        assertTensorError("c", List.of(2L))
                .endsWith(": tensor c is missing; the file has 2 tensors;"
                        + " does config.json belong to these weights?");
        assertTensorError("a", List.of(3L, 2L))
                .endsWith(
                        ": tensor a has shape [2, 3], expected [3, 2];" + " does config.json belong to these weights?");
        write("{\"a\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4);
        assertTensorError("a", List.of(2L)).endsWith(": tensor a has dtype BF16, expected F32");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 40, 150, 199})
    void everyTruncationIsSeen(int length) throws Exception {
        writeTwo();
        byte[] whole = Files.readAllBytes(file);
        assertThat(whole).hasSizeGreaterThan(180);
        Files.write(file, Arrays.copyOf(whole, Math.min(length, whole.length - 1)));
        assertOpenError().contains("not a whole safetensors file");
    }

    @Test
    void aTruncatedFileSaysHowMuchIsMissing() throws Exception {
        writeTwo();
        long size = Files.size(file);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) size - 1));
        assertOpenError()
                .isEqualTo(file + ": not a whole safetensors file: file has " + (size - 1) + " bytes, expected " + size
                        + " after its header; was it copied whole?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0,16 | 8,24  | tensor b has bytes 8 to 24, expected them to begin at 16
            0,16 | 20,36 | tensor b has bytes 20 to 36, expected them to begin at 16
            0,12 | 12,28 | tensor a of shape [4] has 12 bytes, expected 16
            """)
    void overlapsGapsAndShortDataAreSeen(String a, String b, String finding) throws Exception {
        String entry = "\"%s\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[%s]}";
        write("{" + entry.formatted("a", a) + "," + entry.formatted("b", b) + "}", 36);
        assertOpenError().isEqualTo(file + ": not a whole safetensors file: " + finding);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,2]",
                "{\"a\":3}",
                "{\"a\":{}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"x\"],\"data_offsets\":[0,4]}}",
                "{\"a\":"
            })
    void headersThatAreNotTheExpectedJsonAreRefused(String header) throws Exception {
        write(header, 4);
        assertOpenError().startsWith(file + ": not a whole safetensors file: header is not the expected JSON");
    }

    @Test
    void anotherKindOfFileIsRefused() throws Exception {
        Files.writeString(file, "<html>404 not found, but with status 200</html>");
        assertOpenError().contains("not a whole safetensors file: header length is");
    }

    private void writeTwo() throws IOException {
        var tensors = new TreeMap<String, Tensor>();
        tensors.put("b", Tensor.of(List.of(2L), new float[] {7, 8}));
        tensors.put("a", Tensor.of(List.of(2L, 3L), new float[] {1, 2, 3, 4, 5, 6}));
        SafeTensorsWriter.write(file, tensors);
    }

    private void write(String header, int dataBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        Files.write(file, bytes.array());
    }

    private AbstractStringAssert<?> assertTensorError(String name, List<Long> shape) throws IOException {
        try (SafeTensors read = SafeTensors.open(file)) {
            return message(assertThatThrownBy(() -> read.tensor(name, shape)));
        }
    }

    private AbstractStringAssert<?> assertOpenError() {
        return message(assertThatThrownBy(() -> SafeTensors.open(file).close()));
    }

    private static AbstractStringAssert<?> message(AbstractThrowableAssert<?, ?> thrown) {
        return (AbstractStringAssert<?>)
                thrown.isInstanceOf(IllegalArgumentException.class).message();
    }
}
