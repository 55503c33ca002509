package outlayer.jobs.browser;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The machine's own Chromium, without a window and with a profile of its own; it notes what a page logs and asks for. */
final class Chromium implements AutoCloseable {

    /** Held, so that its level stays: it warns of every Chromium that is younger than Selenium. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private static final List<String> FLAGS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--force-color-profile=srgb");

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** @param profile a new folder, which Chromium fills */
    static Chromium open(Path profile) {
        SELENIUM.setLevel(Level.SEVERE);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(executable("chromedriver", "OUTLAYER_CHROMEDRIVER"))
                .usingAnyFreePort()
                .withLogFile(
                        profile.resolveSibling(profile.getFileName() + ".log").toFile())
                .build();
        LoggingPreferences kept = new LoggingPreferences();
        kept.enable(LogType.BROWSER, Level.ALL);
        kept.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(executable("chromium", "OUTLAYER_CHROMIUM"));
        options.addArguments(FLAGS);
        options.addArguments("--user-data-dir=" + profile);
        options.setCapability(ChromeOptions.LOGGING_PREFS, kept);
        return new Chromium(new ChromeDriver(service, options));
    }

    private static File executable(String name, String variable) {
        String named = System.getenv(variable);
        Stream<Path> places = named != null && !named.isBlank()
                ? Stream.of(Path.of(named))
                : Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name));
        Optional<Path> found = places.filter(Files::isExecutable).findFirst();
        return found.orElseThrow(
                        () -> new IllegalStateException("No " + name + (named == null ? " on the PATH" : " at " + named)
                                + "; install it (bin/install-chromium: Debian's chromium and chromium-driver) or set "
                                + variable))
                .toFile();
    }

    /** Opens a page from disk, as a double click would; what was logged and asked for before is forgotten. */
    void load(Path page) {
        messages();
        requests();
        driver.get(page.toUri().toString());
    }

    /** Lays the page out anew for a window of that width, as tall as it must be to show all of the page. */
    void width(int pixels) {
        window(pixels, 900, 1);
    }

    /** Shows the whole page at once, so that every point of it can be looked at. */
    void unroll() {
        window(number("return window.innerWidth"), number("return document.documentElement.scrollHeight"), 1);
    }

    /** @param scale pixels of a picture for one of the page */
    void window(int width, int height, double scale) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", false));
    }

    /** As on a medium, screen or print, to a reader who prefers a scheme, light or dark. */
    void media(String type, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("media", type, "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** What the script returns: text, number, truth, list, map, element or nothing. */
    @Nullable
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    String text(String script, Object... arguments) {
        return String.valueOf(run(script, arguments));
    }

    List<String> texts(String script) {
        List<String> texts = new ArrayList<>();
        if (run(script) instanceof List<?> found) {
            found.forEach(text -> texts.add(String.valueOf(text)));
        }
        return texts;
    }

    private int number(String script) {
        return run(script) instanceof Number found ? found.intValue() : 0;
    }

    /** Waits for up to ten seconds until the script returns true. */
    void await(String script) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!Boolean.TRUE.equals(run(script))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("The page did not make this true in ten seconds: " + script);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** What the console was told since it was last asked: errors, warnings, refusals, exceptions. */
    List<String> messages() {
        List<String> messages = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            messages.add(entry.getLevel() + " " + entry.getMessage());
        }
        return messages;
    }

    /** Addresses that pages asked for since it was last asked. */
    List<String> requests() {
        List<String> addresses = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonObject event =
                    JsonParser.parseString(entry.getMessage()).getAsJsonObject().getAsJsonObject("message");
            if (event.get("method").getAsString().equals("Network.requestWillBeSent")) {
                addresses.add(event.getAsJsonObject("params")
                        .getAsJsonObject("request")
                        .get("url")
                        .getAsString());
            }
        }
        return addresses;
    }

    /** Writes what the window shows as a PNG. */
    void screenshot(Path file) {
        write(file, driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png")));
    }

    /** Writes the page as it would be printed. */
    void print(Path file) {
        write(file, driver.executeCdpCommand("Page.printToPDF", Map.of("preferCSSPageSize", true)));
    }

    private static void write(Path file, Map<String, Object> answer) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, Base64.getDecoder().decode(String.valueOf(answer.get("data"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of this package's resources. */
    static String resource(String name) {
        try (var in = Chromium.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Class path: found no " + name + " beside " + Chromium.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
