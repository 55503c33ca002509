package outlayer.jobs.browser;

import java.util.List;

/** How a page lies on the screen. */
final class Layout {

    private static final String LOOK = Chromium.resource("layout.js");

    private Layout() {}

    /**
     * A sentence for each label on another or beyond the edge, each thing too wide, each text of too little contrast, each drawing
     * without words.
     */
    static List<String> faults(Chromium browser) {
        browser.unroll();
        return browser.texts(LOOK);
    }
}
