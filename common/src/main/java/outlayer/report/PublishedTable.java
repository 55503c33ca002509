package outlayer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import outlayer.evaluate.AucRow;

/** Published AUCs over all layers beside ours; where data, model or method are not the same, the row says what differs. */
final class PublishedTable {

    /** At which layers the published detectors looked: 1, 4, ..., 31. */
    private static final List<Integer> LAYERS = IntStream.iterate(1, layer -> layer <= 31, layer -> layer + 3)
            .boxed()
            .toList();

    private final Results results;
    private final List<Published> published;

    PublishedTable(Results results, List<Published> published) {
        this.results = results;
        this.published = published;
    }

    String html() {
        HtmlTable table = new HtmlTable(
                "AUC over all layers, ours and published",
                List.of("Model", "Dataset", "Method", "Ours", "Published", "Of", "Comparable?"),
                "auc.csv");
        for (String model : results.models()) {
            boolean known = published.stream().anyMatch(p -> Published.same(model, p.model()));
            for (Method method : results.methods()) {
                for (PublishedMethod form : PublishedMethod.of(method)) {
                    published.stream()
                            .filter(p -> form.names(p) && (!known || Published.same(model, p.model())))
                            .forEach(p -> add(table, model, method, form, p));
                }
            }
        }
        return table.html();
    }

    private void add(HtmlTable table, String model, Method method, PublishedMethod form, Published theirs) {
        for (String dataset : results.datasets()) {
            AucRow ours = results.overall(model, dataset, Results.QUIRKY, method);
            if (ours != null && Published.same(dataset, theirs.dataset())) {
                table.add(List.of(
                        model,
                        dataset,
                        method.label(),
                        Numbers.explained(ours),
                        Numbers.fixed(theirs.auc(), 3),
                        theirs.model() + ", " + theirs.source(),
                        verdict(ours, method, form, theirs)));
            }
        }
    }

    private String verdict(AucRow ours, Method method, PublishedMethod form, Published theirs) {
        List<String> differences = differences(ours, method, form, theirs);
        if (!differences.isEmpty()) {
            return differences.stream().collect(Collectors.joining("; ", "no: ", ""));
        }
        Double auc = ours.auc();
        Double low = ours.aucLow();
        Double high = ours.aucHigh();
        if (auc == null || low == null || high == null) {
            return "yes";
        }
        return "yes: ours is " + Numbers.fixed(Math.abs(auc - theirs.auc()), 3)
                + (auc < theirs.auc() ? " lower" : " higher")
                + (theirs.auc() >= low && theirs.auc() <= high
                        ? ", theirs inside our interval"
                        : ", theirs outside our interval");
    }

    /** By declared identity: names of model and template set, and what defines the method. */
    private List<String> differences(AucRow ours, Method method, PublishedMethod form, Published theirs) {
        List<String> differences = new ArrayList<>();
        if (!Published.same(ours.cell().model(), theirs.model())) {
            differences.add("another model");
        }
        if (!ours.templateSet().equals(Published.TEMPLATE_SET)) {
            differences.add("templates " + ours.templateSet());
        }
        if (!form.differs().isEmpty()) {
            differences.add(form.differs());
        }
        if (method.params().contains("rcond") && !method.hasPublishedCutOff()) {
            differences.add("cut-off of eigenvalues other than 1e-5");
        }
        List<Integer> layers = results.layers(method);
        if (!layers.isEmpty() && !layers.equals(LAYERS)) {
            differences.add("other layers than 1, 4, …, 31");
        }
        return differences;
    }
}
