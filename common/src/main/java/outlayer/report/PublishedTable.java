package outlayer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import outlayer.evaluate.AucRow;

/** Published AUCs over all layers beside ours; where data, model or method are not the same, the row says what differs. */
final class PublishedTable {

    private final Results results;
    private final RunFacts facts;
    private final List<Published> published;

    PublishedTable(Results results, RunFacts facts, List<Published> published) {
        this.results = results;
        this.facts = facts;
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
        String unlabelled = facts.provenance().getOrDefault(RunFacts.UNLABELLED, "");
        differences.addAll(form.differences(method, results.layers(method), unlabelled, theirs));
        return differences;
    }
}
