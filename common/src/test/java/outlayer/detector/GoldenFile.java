package outlayer.detector;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import outlayer.linalg.Matrix;

/** Golden files beside the tests of this package, each made by the script of its name. */
final class GoldenFile {

    private GoldenFile() {}

    static <T> T read(String name, Class<T> type) {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(GoldenFile.class.getResourceAsStream(name)), StandardCharsets.UTF_8)) {
            return new Gson().fromJson(reader, type);
        } catch (IOException e) {
            throw new IllegalStateException("Golden file " + name + " does not read", e);
        }
    }

    static Matrix matrix(double[][] rows) {
        double[] values = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return Matrix.of(rows.length, rows[0].length, values);
    }
}
