package outlayer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.RandomAccessFile;
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
            ElementType type = random.nextBoolean() ? ElementType.F32 : ElementType.BF16;
            List<Long> shape = List.of((long) random.nextInt(5), 1L + random.nextInt(5));
            tensors.put("weight." + random.nextInt(100), RandomTensors.of(type, shape, random));
        }
        SafeTensorsWriter.write(file, tensors);
        try (SafeTensors read = SafeTensors.open(file)) {
            assertThat(read.names()).isEqualTo(tensors.keySet());
            for (var written : tensors.entrySet()) {
                Tensor tensor = written.getValue();
                assertThat(read.tensor(written.getKey(), tensor.shape())).isEqualTo(tensor);
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
                        + " does the configuration belong to these weights?");
        assertTensorError("a", List.of(3L, 2L))
                .endsWith(": tensor a has shape [2, 3], expected [3, 2];"
                        + " does the configuration belong to these weights?");
    }

    @ParameterizedTest
    @CsvSource({"I64,16", "F8_E4M3,2", "U8,2", "F4,1"})
    void otherDtypesMayBeThereButNotBeAskedFor(String dtype, int bytes) throws Exception {
        write(
                "{\"a\":{\"dtype\":\"%s\",\"shape\":[2],\"data_offsets\":[0,%d]},".formatted(dtype, bytes)
                        + "\"b\":{\"dtype\":\"F16\",\"shape\":[],\"data_offsets\":[%d,%d]}}"
                                .formatted(bytes, bytes + 2),
                bytes + 2);
        assertTensorError("a", List.of(2L))
                .isEqualTo(file + ": tensor a has dtype " + dtype
                        + ", expected F32, F16 or BF16; quantised weights are not supported");
        try (SafeTensors read = SafeTensors.open(file)) {
            assertThat(read.tensor("b", List.of()).type()).isEqualTo(ElementType.F16);
        }
    }

    /** One number more than 2^31 - 1 bytes hold; the file is a hole. */
    @Test
    void aTensorBeyondOneMappedBufferIsRefusedBySize() throws Exception {
        long numbers = 1L << 30;
        write("{\"a\":{\"dtype\":\"BF16\",\"shape\":[%d],\"data_offsets\":[0,%d]}}".formatted(numbers, 2 * numbers), 0);
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(sparse.length() + 2 * numbers);
        }
        assertTensorError("a", List.of(numbers))
                .isEqualTo(file + ": tensor a has 2147483648 bytes, expected at most 2147483647,"
                        + " which is what one mapped buffer of Java can hold; store it in a shorter dtype");
    }

    /** Readers such as torch's need a tensor's place to be a multiple of its numbers' size. */
    @Test
    void longerNumbersComeFirst() throws Exception {
        var random = new Random(1);
        var tensors = new TreeMap<String, Tensor>();
        tensors.put("a", RandomTensors.of(ElementType.BF16, List.of(3L), random));
        tensors.put("b", RandomTensors.of(ElementType.F32, List.of(1L), random));
        tensors.put("c", RandomTensors.of(ElementType.F16, List.of(1L), random));
        SafeTensorsWriter.write(file, tensors);
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .contains("\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"a\":{\"dtype\":\"BF16\",\"shape\":[3],\"data_offsets\":[4,10]},"
                        + "\"c\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[10,12]}}");
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
            0,12 | 12,28 | tensor a of dtype F32 and shape [4] has 12 bytes, expected 16
            """)
    void overlapsGapsAndShortDataAreSeen(String a, String b, String finding) throws Exception {
        String entry = "\"%s\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[%s]}";
        write("{" + entry.formatted("a", a) + "," + entry.formatted("b", b) + "}", 36);
        assertOpenError().isEqualTo(file + ": not a whole safetensors file: " + finding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2,-2", "4611686018427387904,4"})
    void shapesThatNoTensorHasAreSeen(String shape) throws Exception {
        write("{\"a\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[0,16]}}".formatted(shape), 16);
        assertOpenError()
                .startsWith(file + ": not a whole safetensors file: tensor a of dtype F32 and shape ["
                        + shape.replace(",", ", ") + "] has 16 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,2]",
                "{\"a\":3}",
                "{\"a\":{}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":5,\"data_offsets\":[0,16]}}",
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
