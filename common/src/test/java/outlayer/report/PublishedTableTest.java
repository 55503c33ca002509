package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import outlayer.evaluate.AucCell;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.ScoreKey;

class PublishedTableTest {

    private static final String HEAD = "setting,dataset,features,score,mean_auc_roc,aggregated_auc_roc,best_auc_roc\n";
    private static final List<Published> THEIRS = published(
            "1e-5",
            "online,addition,activations,mahalanobis,0.9,0.950,1",
            "online,addition,activations,lof,0.9,0.900,1",
            "online,sciq,activations,lof,0.9,0.900,1",
            "offline,addition,activations,que,0.9,0.900,1",
            "online,addition,attribution,isoforest mean,0.9,0.900,1",
            "online,addition,probe,lof mean,0.9,0.900,1",
            "online,addition,sae,l0,0.9,0.900,1",
            "online,addition,flow,laplace,0.9,0.900,1");

    /** Sums of the published rows: 0.871 is the published mean of the nine datasets with an aggregate. */
    @Test
    void shippedTablesReproduceAPublishedMean() {
        double mean = Published.all().stream()
                .filter(p -> p.source().startsWith("MAD")
                        && p.features().equals("activations")
                        && p.score().equals("mahalanobis"))
                .mapToDouble(Published::auc)
                .average()
                .orElseThrow();
        assertThat(Math.round(1000 * mean)).isEqualTo(871);
        assertThat(Published.all().stream()
                        .filter(p ->
                                p.model().equals("Llama-3.1-8B") && p.features().equals("sae")))
                .hasSize(20);
    }

    @Test
    void aRowOfTheSameModelTemplatesLayersAndMethodIsComparable() {
        String html = html("mistral_7b_v0.1", "mahalanobis rcond=1e-5", 31);
        assertThat(html).contains("yes: ours is 0.050 lower, theirs outside our interval");
    }

    @Test
    void whatDiffersIsSaid() {
        assertThat(html("tiny-mistral", "mahalanobis rcond=1e-3", 4))
                .contains("no: another model; cut-off of eigenvalues other than 1e-5; other layers than 1, 4, …, 31");
        assertThat(html(mistral("addition", "activations", "lof-batch k=5,batch=3", "online", 1, 4)))
                .contains("no: k other than 20; batch other than 7; other layers than 1, 4, …, 31");
        assertThat(html(mistral("addition", "attribution", "isolation-forest trees=20,sample=256", "online", 1)))
                .contains("no: their effects are not of heads alone; trees other than 100; other layers than");
        AucRow row = FakeReport.row(
                "Mistral-7B-v0.1",
                "addition",
                "quirky",
                "mahalanobis rcond=1e-5",
                "aggregate",
                "mean",
                "all",
                0.9,
                0.01,
                "");
        assertThat(html(List.of(row))).contains("no: templates demo-1");
    }

    @Test
    void theBatchIsThatOfTheDataset() {
        int[] layers = {1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31};
        assertThat(html(mistral("addition", "activations", "lof-batch k=20,batch=7", "online", layers)))
                .contains("yes: ");
        assertThat(html(mistral("sciq", "activations", "lof-batch k=20,batch=7", "online", layers)))
                .contains("no: batch other than 2<");
    }

    @Test
    void whereTheSourceStatesNoCutOffNobodyKnows() {
        List<Published> silent = published(null, "online,addition,activations,mahalanobis,0.9,0.950,1");
        List<AucRow> rows = mistral("addition", "activations", "mahalanobis rcond=1e-3", "online", 1, 4);
        assertThat(new PublishedTable(new Results(FakeReport.of(rows)), facts("test"), silent).html())
                .contains("no: cut-off of eigenvalues not stated; other layers");
    }

    /** The published detectors saw the test set itself. */
    @Test
    void whichUnlabelledPromptsAnOfflineDetectorSawCounts() {
        String method = "quantum-entropy alpha=4,rcond=1e-5";
        int[] layers = {1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31};
        List<AucRow> rows = mistral("addition", "activations", method, "offline", layers);
        assertThat(html(rows)).contains("yes: ");
        assertThat(new PublishedTable(new Results(FakeReport.of(rows)), facts("untrusted"), THEIRS).html())
                .contains("no: unlabelled part untrusted, not test<");
        assertThat(new PublishedTable(new Results(FakeReport.of(rows)), RunFacts.named("run", "title"), THEIRS).html())
                .contains("no: unlabelled part not known<");
        assertThat(html(mistral("addition", "activations", method.replace("4", "36"), "offline", layers)))
                .contains("no: alpha other than 4<");
    }

    /** Probes stand on 4, 7, …, 31, autoencoders and flows on what blocks 23 and 29 write. */
    @Test
    void everyMethodHasItsOwnLayers() {
        assertThat(html(mistral(
                        "addition",
                        "probe-shift",
                        "lof-batch k=20,batch=7",
                        "online",
                        4,
                        7,
                        10,
                        13,
                        16,
                        19,
                        22,
                        25,
                        28,
                        31)))
                .contains("no: their effects are not of heads alone<");
        assertThat(html(mistral("addition", "sae", "sae-l0 ", "online", 24, 30)))
                .contains("no: theirs are fed the residual one block early<");
        assertThat(html(mistral("addition", "sae", "sae-l0 ", "online", 1, 4))).contains("; other layers than 24, 30<");
    }

    @Test
    void thePublishedSignOfLaplaceIsReversed() {
        assertThat(html(mistral("addition", "flow-z", "laplace scale=1", "online", 24, 30)))
                .contains("no: another flow; published sign is reversed<");
        assertThat(html(mistral("addition", "flow-z", "laplace scale=1,sign=published", "online", 24, 30)))
                .contains("no: another flow<");
    }

    @Test
    void aMethodThatWasNotPublishedHasNoRow() {
        assertThat(html("tiny-mistral", "knn k=20", 4)).contains("n/a: this run has none");
    }

    @Test
    void aTableThatIsNotOneIsRefusedWithItsLine() {
        assertThatThrownBy(() -> published("1e-5", "online,a,b"))
                .hasMessage("p.csv, line 2 has 3 cells, expected 6 or more");
        assertThatThrownBy(() -> published("1e-5", "online,a,b,c,0.5,high,1"))
                .hasMessage("p.csv, line 2: AUC 'high', expected a number or nan");
        assertThatThrownBy(() -> Published.read(source("1e-5"), "a,b\n"))
                .hasMessageStartingWith("p.csv begins with a,b, expected the columns ");
    }

    /** Layers 1, 4, ... up to the last, and their aggregate, with the published templates. */
    private static String html(String model, String method, int last) {
        List<AucRow> rows = new ArrayList<>();
        for (int layer = 1; layer <= last; layer += 3) {
            rows.add(FakeReport.row(
                    model, "addition", "quirky", method, Integer.toString(layer), "", "all", 0.6, 0.1, ""));
        }
        rows.add(FakeReport.row(model, "addition", "quirky", method, "aggregate", "mean", "all", 0.9, 0.01, ""));
        return html(rows.stream().map(PublishedTableTest::standardized).toList());
    }

    private static String html(List<AucRow> rows) {
        return new PublishedTable(new Results(FakeReport.of(rows)), facts("test"), THEIRS).html();
    }

    private static RunFacts facts(String unlabelled) {
        Map<String, String> provenance = Map.of(RunFacts.UNLABELLED, unlabelled);
        return new RunFacts("run", "title", "", provenance, List.of(), List.of(), List.of());
    }

    private static List<Published> published(@Nullable String cutOff, String... lines) {
        return Published.read(source(cutOff), HEAD + String.join("\n", lines) + "\n");
    }

    private static Published.Source source(@Nullable String cutOff) {
        return new Published.Source("p.csv", "a paper", cutOff, "Mistral-7B-v0.1");
    }

    /** Those layers and their aggregate, of the model and templates that were published. */
    private static List<AucRow> mistral(String dataset, String feature, String method, String mode, int... layers) {
        ScoreKey any = ScoreKey.of(feature, method.split(" ", -1)[0], method.split(" ", -1)[1], mode, "1");
        List<ScoreKey> keys = new ArrayList<>();
        for (int layer : layers) {
            keys.add(ScoreKey.of(feature, any.detector(), any.params(), mode, Integer.toString(layer)));
        }
        keys.add(any.aggregate("mean"));
        return keys.stream()
                .map(key -> standardized(
                        FakeReport.row("Mistral-7B-v0.1", dataset, "quirky", "x x", "1", "", "all", 0.9, 0.01, ""),
                        key))
                .toList();
    }

    private static AucRow standardized(AucRow r) {
        return standardized(r, r.cell().score());
    }

    private static AucRow standardized(AucRow r, ScoreKey key) {
        AucCell cell = r.cell();
        return new AucRow(
                new AucCell(cell.model(), cell.dataset(), cell.variant(), key, cell.subset()),
                r.nNormal(),
                r.nAnomalous(),
                r.auc(),
                r.aucLow(),
                r.aucHigh(),
                r.aucLowQuestion(),
                r.aucHighQuestion(),
                r.aucLowName(),
                r.aucHighName(),
                r.averagePrecision(),
                r.tprAtFpr01(),
                r.tprAtFpr05(),
                Published.TEMPLATE_SET,
                r.seed(),
                r.note(),
                "",
                r.normalsLeft());
    }
}
