package outlayer.jobs.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What a reader does with the page of a real run, by mouse and by keyboard. */
@Tag("browser")
class ReportPageIT {

    private static final String CELL = "#grids tbody button";

    @TempDir
    private static Path directory;

    @AutoClose
    private static Chromium browser;

    private static Path page;

    @BeforeAll
    static void open() throws IOException {
        browser = Chromium.open(directory.resolve("profile"));
        page = TinyReport.write(directory);
    }

    @BeforeEach
    void load() {
        browser.media("screen", "light");
        browser.width(1200);
        browser.load(page);
        browser.await("return document.querySelectorAll('" + CELL + "').length > 0");
    }

    /** Of everything that a test did. */
    @AfterEach
    void nothingIsLoggedAndNothingAskedOfTheNetwork() {
        assertThat(browser.messages()).as("what the console was told").isEmpty();
        assertThat(browser.requests())
                .as("addresses")
                .isNotEmpty()
                .allMatch(address ->
                        address.startsWith(page.resolveSibling("").toUri().toString()));
    }

    private static List<String> cells() {
        return browser.all(CELL).stream()
                .map(cell -> String.valueOf(cell.getAttribute("aria-label")))
                .toList();
    }

    /** Chooses from one of the lists above the grids. */
    private static void choose(String label, String option) {
        WebElement list = browser.all("#cell-filters label").stream()
                .filter(found -> found.getText().startsWith(label))
                .findFirst()
                .orElseThrow();
        list.findElements(By.tagName("option")).stream()
                .filter(found -> found.getText().equals(option))
                .findFirst()
                .orElseThrow()
                .click();
    }

    /** Waits for the panels of that cell, and returns its drawings and its mistakes. */
    private static List<String> panels(String heading) {
        browser.await("return document.querySelector('#cell h3')?.textContent.startsWith('" + heading
                + "') && document.querySelectorAll('#cell .charts svg').length === 2");
        return browser.texts("return Array.from(document.querySelectorAll('#cell .charts svg, #cell .mistakes'))"
                + ".map(part => part.innerHTML.replace(/zr\\d+[-\\w]*/g, ''))");
    }

    private static void click(int cell) {
        WebElement button = browser.all(CELL).get(cell);
        browser.run("arguments[0].scrollIntoView({ block: 'center' })", button);
        button.click();
    }

    @Test
    void aClickOnACellOpensItsPanelsAndAnotherClickChangesThem() {
        assertThat(browser.find("#cell").isDisplayed()).isFalse();
        click(1);
        List<String> first = panels("tiny, addition, layer 1");
        assertThat(first).hasSize(3).doesNotHaveDuplicates();
        click(2);
        List<String> second = panels("tiny, addition, layer 2");
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i))
                    .as("ROC curve, histograms, mistakes: " + i)
                    .isNotEqualTo(first.get(i));
        }
    }

    @ParameterizedTest(name = "{0} pixels wide")
    @ValueSource(ints = {1200, 800, 400})
    void anOpenedCellIsLaidOutWell(int width) {
        browser.width(width);
        browser.load(page);
        browser.await("return document.querySelectorAll('" + CELL + "').length > 0");
        click(5);
        panels("tiny, towns, layer 1");
        browser.find("#cell button[aria-expanded]").click();
        browser.await("return document.querySelector('#cell td.prompt').textContent.includes('onerror')");
        List<String> faults = Layout.faults(browser);
        browser.screenshot(Path.of("target/browser/cell-" + width + ".png"));
        assertThat(faults).isEmpty();
    }

    @Test
    void anOpenedCellLeadsToThePlanesOfItsModelAndDataset() {
        click(5);
        panels("tiny, towns, layer 1");
        WebElement button = browser.all("#cell p button").get(1);
        assertThat(button.getText()).isEqualTo("Principal planes");
        button.click();
        browser.await(
                "const group = document.querySelector('[aria-labelledby=group-principal-planes]');"
                        + " return document.activeElement === group.querySelector('select')"
                        + " && group.querySelector('select').selectedOptions[0].textContent === 'tiny, towns: activations'"
                        + " && group.querySelector('.live').getAttribute('aria-label').includes('towns')"
                        + " && group.getBoundingClientRect().top > -1 && group.getBoundingClientRect().top < window.innerHeight");
    }

    @Test
    void theKeyboardAloneGetsToACellAndBack() {
        for (int i = 0; i < 60 && !"gridcell".equals(role(browser.focused())); i++) {
            browser.focused().sendKeys(Keys.TAB);
        }
        WebElement first = browser.focused();
        assertThat(first.getAttribute("aria-label")).startsWith("tiny, addition, layer 0");
        first.sendKeys(Keys.ARROW_RIGHT);
        WebElement second = browser.focused();
        assertThat(second.getAttribute("aria-label")).startsWith("tiny, addition, layer 1");
        second.sendKeys(Keys.ARROW_DOWN);
        assertThat(browser.focused().getAttribute("aria-label")).startsWith("tiny, towns, layer 1");
        browser.focused().sendKeys(Keys.ENTER);
        List<String> panels = panels("tiny, towns, layer 1");
        assertThat(panels).hasSize(3);
        assertThat(browser.focused().getAttribute("id")).isEqualTo("cell");
        browser.focused().sendKeys(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Close");
        browser.focused().sendKeys(Keys.ENTER);
        assertThat(browser.find("#cell").isDisplayed()).isFalse();
        assertThat(browser.focused().getAttribute("aria-label")).startsWith("tiny, towns, layer 1");
    }

    private static String role(WebElement element) {
        return browser.text("return arguments[0].parentElement?.getAttribute('role') || ''", element);
    }

    @Test
    void promptsAreHiddenUntilAskedForAndThenShownAsText() {
        click(5);
        panels("tiny, towns, layer 1");
        assertThat(browser.find("#cell").getText()).contains("Worst mistakes").doesNotContain("onerror");
        assertThat(browser.requests()).noneMatch(address -> address.contains("data/prompts/"));
        WebElement ask = browser.find("#cell button[aria-expanded]");
        assertThat(ask.getText()).isEqualTo("Show prompts");
        ask.click();
        browser.await("return document.querySelector('#cell td.prompt').textContent.includes('onerror')");
        assertThat(browser.find("#cell td.prompt").getText()).contains("is large." + TinyReport.HOSTILE);
        assertThat(browser.all("#cell img, #cell td script")).isEmpty();
        assertThat(browser.text("return document.title")).isEqualTo("A tiny run");
        ask.click();
        assertThat(browser.find("#cell").getText()).doesNotContain("onerror");
    }

    @Test
    void filtersChooseModelFeatureAndDetector() {
        List<String> all = cells();
        assertThat(all).anyMatch(cell -> cell.startsWith("tiny,")).anyMatch(cell -> cell.startsWith("small,"));

        choose("Model", "small");
        browser.await("return document.querySelectorAll('#grids table').length === 1");
        assertThat(cells()).isNotEmpty().allMatch(cell -> cell.startsWith("small,"));

        choose("Model", "all");
        choose("Detector", "lof k=20, online");
        browser.await("return document.querySelectorAll('#grids table').length === 2");
        List<String> lof = cells();
        assertThat(lof).hasSameSizeAs(all).isNotEqualTo(all);

        choose("Feature", "attribution");
        browser.await("return document.querySelectorAll('" + CELL + "').length !== " + all.size());
        assertThat(cells()).isNotEmpty().doesNotContainAnyElementsOf(lof);
    }

    @Test
    void everyFigureHasWordsForThoseWhoDoNotSeeIt() {
        List<WebElement> figures = browser.all("figure");
        assertThat(figures).hasSizeGreaterThan(4);
        for (WebElement figure : figures) {
            String alt = browser.text(
                    "return arguments[0].querySelector('.live[role=img]').getAttribute('aria-label')", figure);
            assertThat(alt).as(figure.getAttribute("id")).hasSizeGreaterThan(30);
            assertThat(figure.findElement(By.tagName("figcaption")).getText()).isNotBlank();
        }
    }

    @Test
    void aNarrowerWindowRedrawsTheFigures() {
        browser.await("return document.querySelector('figure .live svg').getBoundingClientRect().width > 900");
        browser.width(420);
        browser.await("return document.querySelector('figure .live svg').getBoundingClientRect().width < 420");
    }

    @Test
    void aMissingDataFileIsNamed() throws IOException {
        Path alone = Files.createDirectories(directory.resolve("alone")).resolve("index.html");
        Files.copy(page, alone, StandardCopyOption.REPLACE_EXISTING);
        browser.load(alone);
        browser.await(
                "return document.getElementById('grids').textContent.includes('copy the whole report directory')");
        assertThat(browser.messages()).isNotEmpty();
        browser.load(page);
    }
}
