package outlayer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SaeCheckpointTest {

    @TempDir
    private Path set;

    private Path dir;

    @BeforeEach
    void makeDirectory() throws IOException {
        dir = Files.createDirectory(set.resolve("layers.23"));
    }

    private void config(String json) throws IOException {
        Files.writeString(dir.resolve("cfg.json"), json);
    }

    private void weights(int latents, int width) throws IOException {
        var tensors = new TreeMap<String, Tensor>();
        float[] matrix = new float[latents * width];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = i;
        }
        tensors.put("encoder.weight", Tensor.of(List.of((long) latents, (long) width), matrix));
        tensors.put("encoder.bias", Tensor.of(List.of((long) latents), new float[latents]));
        tensors.put("b_dec", Tensor.of(List.of((long) width), new float[width]));
        SafeTensorsWriter.write(dir.resolve("sae.safetensors"), tensors);
    }

    @Test
    void latentsAreSaidOrExpanded() throws IOException {
        weights(12, 3);
        config("{\"d_in\": 3, \"expansion_factor\": 4, \"num_latents\": 0, \"k\": 2, \"multi_topk\": true}");
        try (SaeCheckpoint sae = SaeCheckpoint.open(set, "layers.23")) {
            assertThat(sae.config()).isEqualTo(new SaeConfig(3, 12, 2));
            double[] rows = new double[6];
            sae.matrixRows(10, 2).read(0, rows);
            assertThat(rows).containsExactly(30, 31, 32, 33, 34, 35);
        }
        config("{\"d_in\": 3, \"num_latents\": 12, \"k\": 2}");
        SaeCheckpoint.open(set, "layers.23").close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"k\": 2}; d_in is null, expected a number",
                "{\"d_in\": 3, \"expansion_factor\": 4, \"k\": 2, \"transcode\": true}; transcode is true, expected false",
                "{\"d_in\": 3, \"expansion_factor\": 4, \"k\": 2, \"signed\": true}; signed is true, expected false",
                "{\"d_in\": 3, \"num_latents\": 12, \"k\": 2, \"activation\": \"groupmax\"}; activation is \"groupmax\", expected topk"
            })
    void whatWouldEncodeOtherwiseIsRefused(String json, String finding) throws IOException {
        weights(12, 3);
        config(json);
        assertThatThrownBy(() -> SaeCheckpoint.open(set, "layers.23"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(dir.resolve("cfg.json") + ": " + finding);
    }

    @Test
    void weightsMustBeThoseOfTheConfiguration() throws IOException {
        weights(12, 3);
        config("{\"d_in\": 4, \"num_latents\": 12, \"k\": 2}");
        assertThatThrownBy(() -> SaeCheckpoint.open(set, "layers.23"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(dir.resolve("sae.safetensors")
                        + ": tensor encoder.weight has shape [12, 3], expected [12, 4]; does the configuration belong to"
                        + " these weights?");
        assertThatThrownBy(() -> new SaeConfig(3, 12, 13))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A sparse autoencoder has width 3, 12 latents and k 13; expected 1 or more of each, and no more"
                                + " than all latents");
    }

    /** The published shape in float32: 4.3 GB, of which all but one row are a hole. */
    @Test
    void rowsBeyondTwoGigabytesAreMapped() throws IOException {
        int latents = 262_144;
        int width = 4096;
        long matrix = 4L * latents * width;
        ByteBuffer header = SafeTensorsHeader.bytes(
                List.of(
                        new SafeTensorsHeader.Entry(
                                "encoder.weight", "F32", List.of((long) latents, (long) width), 0, matrix),
                        new SafeTensorsHeader.Entry(
                                "encoder.bias", "F32", List.of((long) latents), matrix, matrix + 4L * latents),
                        new SafeTensorsHeader.Entry(
                                "b_dec",
                                "F32",
                                List.of((long) width),
                                matrix + 4L * latents,
                                matrix + 4L * latents + 4L * width)),
                new TreeMap<>());
        int start = header.remaining();
        try (var file = new RandomAccessFile(dir.resolve("sae.safetensors").toFile(), "rw")) {
            file.setLength(start + matrix + 4L * latents + 4L * width);
            file.getChannel().write(header, 0);
            ByteBuffer number = ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(2.5f)
                    .flip();
            file.getChannel().write(number, start + matrix - 4);
        }
        config("{\"d_in\": 4096, \"expansion_factor\": 64, \"k\": 32}");
        try (SaeCheckpoint sae = SaeCheckpoint.open(set, "layers.23")) {
            double[] last = new double[width];
            sae.matrixRows(latents - 1, 1).read(0, last);
            assertThat(last[width - 1]).isEqualTo(2.5);
            assertThat(last[width - 2]).isZero();
            assertThatThrownBy(() -> sae.matrixRows(latents - 1, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            dir.resolve("sae.safetensors") + ": tensor encoder.weight of shape [262144, 4096] was asked"
                                    + " for 2 rows from row 262143");
        }
    }

    /** 1.5, -2, the smallest subnormal and infinity in binary16, then 1.5 and -2 in bfloat16. */
    @Test
    void halvesAreReadAsTheyAre() {
        ByteBuffer halves = ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits : new int[] {0x3e00, 0xc000, 0x0001, 0x7c00}) {
            halves.putShort((short) bits);
        }
        double[] numbers = new double[4];
        new Tensor(ElementType.F16, List.of(4L), halves.flip()).read(0, numbers);
        assertThat(numbers).containsExactly(1.5, -2, Math.scalb(1.0, -24), Double.POSITIVE_INFINITY);
        ByteBuffer brains = ByteBuffer.allocateDirect(4).order(ByteOrder.LITTLE_ENDIAN);
        brains.putShort((short) 0x3fc0).putShort((short) 0xc000);
        double[] second = new double[1];
        new Tensor(ElementType.BF16, List.of(2L), brains.flip()).read(1, second);
        assertThat(second).containsExactly(-2);
    }
}
