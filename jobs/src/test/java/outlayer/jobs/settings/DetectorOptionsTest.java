package outlayer.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.detector.Aggregation;
import outlayer.detector.Detector;
import outlayer.detector.LayerVectors;
import outlayer.detector.Method;
import outlayer.detector.Mode;
import outlayer.detector.Parameters;
import outlayer.detector.RowsMethod;
import outlayer.linalg.Arithmetic;
import outlayer.quirky.Part;

class DetectorOptionsTest {

    private static final String OWN = "class = outlayer.jobs.settings.LengthMethod";

    private static final String SMALL = """
            run { root = out/small }
            models = [ { name = m, path = models/m, quirky = "models/m-{dataset}" } ]
            datasets = [ { name = addition, operand-limit = 100, questions = 400, distinct = false } ]
            extract.parts = [trusted, calibration, untrusted, test]
            extract.features { heads.point = heads, attribution.point = heads, flow-nll.point = mlp }
            """;

    private static DetectorOptions read(String... lines) {
        return ExperimentFile.parse(SMALL + String.join("\n", lines), "small.conf", List.of())
                .detectors();
    }

    private static List<String> names(List<Method> methods) {
        return methods.stream()
                .map(method -> (method.name() + " " + method.params()).strip())
                .toList();
    }

    @Test
    void byDefaultThereIsMahalanobisByBothPublishedCutOffs() {
        DetectorOptions options = read();
        assertThat(names(options.on("activations")))
                .containsExactly("mahalanobis rcond=1e-3", "mahalanobis rcond=1e-5");
        assertThat(options.arithmetic()).isEqualTo(Arithmetic.FLOAT64);
        assertThat(options.unlabelled()).isEqualTo(Part.TEST);
        assertThat(options.labelled()).isEqualTo(Part.UNTRUSTED);
        assertThat(options.aggregations()).containsExactly(Aggregation.MEAN);
        assertThat(options.ensembles()).isEmpty();
    }

    /** As the defaults document them. */
    @Test
    void everyValueAndEveryCombinationIsADetector() {
        DetectorOptions options = read(
                "detectors.mahalanobis = null",
                "detectors.quantum-entropy { alpha = [0, 4], rcond = [1e-3, 1e-5] }",
                "detectors.mahalanobis-pca {}",
                "detectors.spectral-signature {}");
        assertThat(names(options.on("heads")))
                .containsExactly(
                        "mahalanobis-pca components=10",
                        "quantum-entropy alpha=0,rcond=1e-3",
                        "quantum-entropy alpha=0,rcond=1e-5",
                        "quantum-entropy alpha=4,rcond=1e-3",
                        "quantum-entropy alpha=4,rcond=1e-5",
                        "spectral-signature");
    }

    @Test
    void detectorsAreOnTheFeaturesThatTheyApplyToUnlessTheseAreNamed() {
        DetectorOptions options =
                read("detectors.sae-l0 {}", "detectors.mahalanobis-diagonal { features = [attribution, flow-nll] }");
        assertThat(names(options.on("sae"))).containsExactly("sae-l0");
        assertThat(names(options.on("flow-nll"))).containsExactly("mahalanobis-diagonal rcond=1e-3");
        assertThat(names(options.on("activations")))
                .containsExactly("mahalanobis rcond=1e-3", "mahalanobis rcond=1e-5");
        assertThat(names(options.on("attribution")))
                .containsExactly("mahalanobis rcond=1e-3", "mahalanobis rcond=1e-5", "mahalanobis-diagonal rcond=1e-3");
        assertThat(names(read("detectors.mahalanobis.features = all").on("activations")))
                .hasSize(2);
    }

    /** The Gaussian of a feature serves all its detectors, and has the pairs above 1e-3 in any case. */
    @Test
    void theCutOffIsTheLeastThatAnyDetectorOfTheFeatureNeeds() {
        DetectorOptions options = read(
                "detectors.mahalanobis { rcond = [0.1], features = [activations, heads] }",
                "detectors.quantum-entropy { rcond = [1e-4], features = [heads] }");
        assertThat(options.cutoff("activations")).isEqualTo(1e-3);
        assertThat(options.cutoff("heads")).isEqualTo(1e-4);
        assertThat(options.cutoff("mlp")).isEqualTo(1e-3);
    }

    @Test
    void aClassOfOnesOwnHasTheNameThatSettingsGiveIt() {
        DetectorOptions options =
                read("detectors.own { mine { " + OWN + ", params { p = 3 }, features = [activations] } }");
        Method own = options.on("activations").get(2);
        assertThat(own).isInstanceOf(OwnMethod.class);
        assertThat(own.name()).isEqualTo("mine");
        assertThat(own.params()).isEqualTo("p=3.0");
        assertThat(options.on("heads")).hasSize(2);
        assertThat(read("detectors.own.mine = null").on("activations")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class = com.example.Missing | class com.example.Missing cannot be loaded (java.lang.ClassNotFoundException:"
                        + " com.example.Missing); put its jar on the class path: OUTLAYER_CLASSPATH of bin/outlayer, or --jars of"
                        + " spark-submit",
                "class = java.lang.String | class java.lang.String is `public final class java.lang.String` with interfaces",
                "class = outlayer.jobs.settings.LengthMethod, params { p = 0.5 } | class outlayer.jobs.settings.LengthMethod"
                        + " refuses params {p=0.5}: java.lang.IllegalArgumentException: p is 0.5, expected at least 1",
                "class = outlayer.detector.SpectralSignatureMethod | class outlayer.detector.SpectralSignatureMethod has the"
                        + " public constructors [public outlayer.detector.SpectralSignatureMethod()], expected one that takes"
                        + " Map<String, String>",
                "class = \"outlayer.jobs.settings.DetectorOptionsTest$Unsendable\" | cannot be sent to executors"
                        + " (java.io.NotSerializableException: java.lang.Object); make its fields Serializable or transient",
            })
    void aClassThatWillNotDoIsNamedWhenSettingsAreRead(String own, String message) {
        assertThatThrownBy(() -> read("detectors.own { mine { " + own + " } }"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("`detectors.own.mine`: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "detectors.mahalanobiss {} | unknown setting `detectors.mahalanobiss`; did you mean `mahalanobis`?",
                "detectors.mahalanobis.rcon = 1 | unknown setting `detectors.mahalanobis.rcon`; did you mean `rcond`?",
                "detectors.mahalanobis.rcond = [2] | `detectors.mahalanobis`: rcond is a share of the largest eigenvalue in (0, 1)",
                "detectors.mahalanobis = null | `detectors`: names no detector, expected at least one",
                "detectors.mahalanobis.features = some | features is \"some\", expected `all` or a list of names",
                "detectors.mahalanobis.rcond = [0.1, 0.1] | detector mahalanobis is there twice with the parameters `rcond=1e-1`",
                "detectors.mahalanobis.features = [sae] | features names sae, whose vectors are sparse; mahalanobis needs all",
                "detectors.sae-l0.features = [heads] | features names heads, whose vectors are not sparse; sae-l0 needs latents",
                "detectors.aggregations = [median] | aggregations is \"median\"; did you mean",
                "detectors.aggregations = [] | aggregations is empty, expected for example [mean]",
                "detectors.unlabelled = trusted | unlabelled is \"trusted\"; did you mean `untrusted`?",
                "detectors.ensembles { both = [heads] } | both has the features [heads], expected two or more",
                "detectors.knn.features = [head] | detectors.knn.features names the feature head, which nothing gives; did you mean `heads`?",
                "detectors.ensembles.heads = [activations, heads] | detectors.ensembles.heads has the name of a feature",
                "detectors.max-rows = 1 | max-rows is 1, expected at least 2",
            })
    void whatMakesNoSenseIsRefused(String override, String message) {
        assertThatThrownBy(() -> read(override))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "detectors.aggregations = [rank-mean]",
                "detectors.linear-probe {}",
                "detectors { quantum-entropy {}, unlabelled = untrusted }"
            })
    void partsThatDetectorsNeedMustBeExtracted(String override) {
        assertThat(read(override)).isNotNull();
        assertThatThrownBy(() -> read("extract.parts = [trusted, test]", override))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("detectors need the parts ["
                        + (override.contains("rank") ? "calibration" : "untrusted") + "] (unlabelled = ")
                .hasMessageContaining("but extract.parts has only [trusted, test]; add them there");
    }

    /** Has a field that no stream takes. */
    public static final class Unsendable implements RowsMethod {

        private final Object field = new Object();

        public Unsendable(Map<String, String> params) {
            assertThat(params).isEmpty();
        }

        @Override
        public String name() {
            return field.toString();
        }

        @Override
        public String params() {
            return "";
        }

        @Override
        public Mode mode() {
            return Mode.ONLINE;
        }

        @Override
        public Parameters fit(LayerVectors layer) {
            return Parameters.none();
        }

        @Override
        public Detector detector(Parameters fitted, Arithmetic arithmetic) {
            return x -> new double[x.rows()];
        }
    }
}
