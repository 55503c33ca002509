package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import outlayer.evaluate.AucRow;

class PublishedTableTest {

    private static final String HEAD = "setting,dataset,features,score,mean_auc_roc,aggregated_auc_roc,best_auc_roc\n";
    private static final List<Published> THEIRS = Published.read(
            "a paper",
            "Mistral-7B-v0.1",
            "p.csv",
            HEAD + "online,addition,activations,mahalanobis,0.9,0.950,1\nonline,addition,activations,lof,0.9,nan,1\n");

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
        assertThat(new PublishedTable(results(List.of(row)), THEIRS).html()).contains("no: templates demo-1");
    }

    @Test
    void aMethodThatWasNotPublishedHasNoRow() {
        assertThat(html("tiny-mistral", "knn k=20", 4)).contains("n/a: this run has none");
    }

    @Test
    void aTableThatIsNotOneIsRefusedWithItsLine() {
        assertThatThrownBy(() -> Published.read("s", "m", "p.csv", HEAD + "online,a,b\n"))
                .hasMessage("p.csv, line 2 has 3 cells, expected 6 or more");
        assertThatThrownBy(() -> Published.read("s", "m", "p.csv", HEAD + "online,a,b,c,0.5,high,1\n"))
                .hasMessage("p.csv, line 2: AUC 'high', expected a number or nan");
        assertThatThrownBy(() -> Published.read("s", "m", "p.csv", "a,b\n"))
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
        return new PublishedTable(
                        results(rows.stream()
                                .map(PublishedTableTest::standardized)
                                .toList()),
                        THEIRS)
                .html();
    }

    private static Results results(List<AucRow> rows) {
        return new Results(FakeReport.of(rows));
    }

    private static AucRow standardized(AucRow r) {
        return new AucRow(
                r.cell(),
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
