package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The published experiment's size: 2 models x 12 datasets x 33 layers x 20 detectors, and their bases. */
class FullSizeReportTest {

    private static final int MIB = 1 << 20;

    private static final Map<String, Integer> SIZES = new HashMap<>();
    private static String page = "";
    private static int drawn;

    /** Drawings are stood in for: their number and the page's size are what this is about. */
    @BeforeAll
    static void write() {
        ReportData data = FakeReport.of(
                List.of("Llama-3.1-8B", "Mistral-7B-v0.1"),
                IntStream.range(0, 12).mapToObj(i -> "dataset_number_" + i).toList(),
                IntStream.range(0, 20)
                        .mapToObj(i -> "detector" + i + " rcond=1e-5")
                        .toList(),
                33);
        ReportFiles.write(
                data,
                figures -> {
                    drawn = figures.size();
                    Map<String, String> svg = new HashMap<>();
                    figures.forEach(figure -> svg.put(figure.id(), "<svg>" + "x".repeat(250_000) + "</svg>"));
                    return () -> svg;
                },
                (path, content) -> {
                    SIZES.put(path, content.length);
                    if (path.equals(ReportFiles.PAGE)) {
                        page = new String(content, StandardCharsets.UTF_8);
                    }
                });
    }

    @Test
    void thePageStaysWellUnderFiveMegabytes() {
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(4 * MIB);
    }

    @Test
    void noFileBesideItIsTooLargeToBeOpenedOnAClick() {
        SIZES.forEach((path, size) -> {
            if (path.startsWith("data/")) {
                assertThat(size).as(path).isLessThan(2 * MIB);
            }
        });
    }

    @Test
    void theNumberOfDrawingsDoesNotGrowWithTheDetectors() {
        assertThat(drawn).isLessThan(40);
    }

    @Test
    void itAsksTheNetworkForNothing() {
        assertThat(page.replace(Resources.echarts(), ""))
                .doesNotContainPattern("(src|href)=[\"']?(https?:)?//")
                .doesNotContainPattern("@import|url\\([^#]");
    }
}
