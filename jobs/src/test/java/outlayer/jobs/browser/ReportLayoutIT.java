package outlayer.jobs.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.WebElement;
import outlayer.report.FakeReport;
import outlayer.report.ReportFiles;

/**
 * How a page of the demo's size lies on screens and on paper; of another report, that of the folder in the property {@code
 * outlayer.browser.report}.
 */
@Tag("browser")
class ReportLayoutIT {

    private static final Path PICTURES = Path.of("target/browser");

    @TempDir
    private static Path directory;

    @AutoClose
    private static Chromium browser;

    private static Path page;

    @BeforeAll
    static void open() {
        browser = Chromium.open(directory.resolve("profile"));
        String other = System.getProperty("outlayer.browser.report", "");
        page = other.isEmpty() ? written() : Path.of(other, ReportFiles.PAGE).toAbsolutePath();
    }

    private static Path written() {
        ReportFiles.write(FakeReport.demo(), (path, content) -> {
            try {
                Path file = directory.resolve("report").resolve(path);
                Files.createDirectories(file.getParent());
                Files.write(file, content, StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return directory.resolve("report").resolve(ReportFiles.PAGE);
    }

    @ParameterizedTest(name = "{0}, {1}, {2} pixels wide")
    @CsvSource({
        "screen, light, 1200",
        "screen, light, 800",
        "screen, light, 400",
        "screen, dark, 1200",
        "screen, dark, 400",
        // A4 less its margins, at 96 pixels an inch
        "print, light, 688",
        "print, dark, 688"
    })
    void nothingOverlapsSticksOutOrFades(String medium, String scheme, int width) {
        browser.media(medium, scheme);
        browser.width(width);
        browser.load(page);
        browser.await("return document.querySelectorAll('#grids tbody button').length > 0");
        browser.run("document.querySelectorAll('details').forEach(details => { details.open = true; })");
        browser.await(
                "return Array.from(document.querySelectorAll('.shown')).every(words => words.textContent !== '')");
        List<String> faults = Layout.faults(browser);
        browser.screenshot(PICTURES.resolve(String.join("-", medium, scheme, width + ".png")));
        assertThat(browser.all("figure svg"))
                .filteredOn(WebElement::isDisplayed)
                .hasSizeGreaterThan(4)
                .hasSameSizeAs(browser.all("figure"));
        assertThat(faults).isEmpty();
        assertThat(browser.messages()).isEmpty();
    }

    @Test
    void itPrintsWithItsDrawings() throws IOException {
        browser.media("", "light");
        browser.width(1200);
        browser.load(page);
        Path paper = PICTURES.resolve("report.pdf");
        browser.print(paper);
        assertThat(Files.size(paper)).isGreaterThan(50_000);
    }

    /** What a README can show; of the demo it is kept as conf/reference/report.png. */
    @Test
    void aPictureOfItsTopIsSmall() throws IOException {
        browser.media("screen", "light");
        browser.window(1200, 1960, 0.8);
        browser.load(page);
        browser.await("return document.querySelectorAll('#grids tbody button').length > 0");
        Path picture = PICTURES.resolve("report.png");
        browser.screenshot(picture);
        assertThat(Files.size(picture)).isBetween(30_000L, 300_000L);
    }

    /** So that the others can fail: each fault of a page that has them all is found. */
    @Test
    void aPageWithFaultsIsSeenThrough() throws IOException {
        Path faulty = Files.writeString(directory.resolve("faulty.html"), Chromium.resource("faulty.html"));
        browser.media("screen", "light");
        browser.width(800);
        browser.load(faulty);
        browser.await("return document.readyState === 'complete'");
        assertThat(Layout.faults(browser))
                .anyMatch(fault -> fault.startsWith("drawing: labels \"north\" and \"south\" overlap by"))
                .contains("drawing: label \"beyond\" is cut off at the edge")
                .anyMatch(fault -> fault.startsWith("the page is 1500 px wide"))
                .anyMatch(fault -> fault.startsWith("result: its table is"))
                .anyMatch(fault -> fault.startsWith("pale: \"pale\" has a contrast of"))
                .anyMatch(fault -> fault.startsWith("drawing: \"faint\" has a contrast of"))
                .contains("drawing: a drawing without words")
                .noneMatch(fault -> fault.contains("plain"));
        assertThat(browser.messages()).anyMatch(message -> message.contains("a fault of the script"));
        assertThat(browser.requests()).anyMatch(address -> address.startsWith("http://127.0.0.1:9/"));
    }
}
