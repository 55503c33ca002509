package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class SvgRendererTest {

    private static final SvgRenderer RENDERER = new SvgRenderer();

    @Test
    void everyFigureIsWellFormedAndNamed() throws Exception {
        for (FigureGroup group : Figures.of(new Results(FakeReport.demo()))) {
            Figure figure = group.choices().get(0).figure();
            Document svg = parse(RENDERER.render(figure));
            assertThat(svg.getDocumentElement().getLocalName()).isEqualTo("svg");
            assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                    .isEqualTo(figure.title());
            assertThat(svg.getDocumentElement().getTextContent()).contains("tiny-llama");
        }
    }

    @Test
    void namesOfModelsDatasetsAndAxesAreDrawn() throws Exception {
        Results results = new Results(FakeReport.demo());
        Document svg =
                parse(RENDERER.render(new AucByLayer(results, results.methods().get(0)).figure()));
        assertThat(svg.getDocumentElement().getTextContent())
                .contains(
                        "tiny-llama",
                        "tiny-mistral",
                        "addition",
                        "modular_addition",
                        "ROC AUC",
                        "layer",
                        "base control");
    }

    @Test
    void hostileNamesAreText() throws Exception {
        String name = "<script>alert('x')</script>&\"";
        Results results = new Results(FakeReport.of(List.of(name), List.of(name), List.of("d " + name), 3));
        for (FigureGroup group : Figures.of(results)) {
            String text = RENDERER.render(group.choices().get(0).figure());
            assertThat(text).doesNotContain("<script");
            assertThat(parse(text).getElementsByTagName("script").getLength()).isZero();
        }
    }

    @Test
    void theSameFigureIsTheSameTextWhateverWasDrawnBefore() {
        Results results = new Results(FakeReport.demo());
        Figure figure = new AucByLayer(results, results.methods().get(0)).figure();
        String first = RENDERER.render(figure);
        RENDERER.render(new AucHeatMap(results, results.methods().get(0)).figure());
        assertThat(RENDERER.render(figure).equals(first)).isTrue();
        assertThat(new SvgRenderer().render(figure).equals(first)).isTrue();
    }

    @Test
    void optionThatCannotBeDrawnNamesItsFigure() {
        Figure broken = new Figure(
                "broken",
                "Broken",
                "",
                "",
                Json.object("series", Json.array(Json.object("type", "line", "xAxisIndex", 3))),
                100,
                100,
                100);
        assertThatThrownBy(() -> RENDERER.render(broken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Figure broken: ECharts cannot draw its option: ");
    }

    private static Document parse(String svg) throws ParserConfigurationException, IOException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
