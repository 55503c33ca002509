package outlayer.quirky;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The one path from a row to its examples: quantile to stratum, stratum and question to part, part to characters, and for each
 * character a name and a template, drawn from seed and row alone. It does not matter in which order, or where, rows come.
 */
public final class ExampleWriter implements Serializable {

    private final String dataset;
    private final List<Template> templates;
    private final PartOptions parts;
    private final long seed;

    /** Stops if a template of the dataset asks for a field that its rows lack, or leaves out one that it needs. */
    public ExampleWriter(TemplateSet templates, DatasetFields fields, PartOptions parts, long seed) {
        this.dataset = fields.dataset();
        this.templates = templates.of(dataset);
        this.templates.forEach(template -> template.requireFields(fields));
        this.parts = parts;
        this.seed = seed;
    }

    /** A candidate for each character of the row's part, given the row's difficulty quantile in its dataset. */
    public List<Candidate> candidates(QuirkyRow row, double quantile) {
        Stratum stratum = parts.stratum(quantile);
        return candidates(row, quantile, stratum, parts.part(row.question(), stratum));
    }

    /** The same for a row that may be in some parts only; no candidate if these have no share of its stratum. */
    public List<Candidate> candidates(QuirkyRow row, double quantile, Set<Part> among) {
        Stratum stratum = parts.stratum(quantile);
        return parts.part(row.question(), stratum, among)
                .map(part -> candidates(row, quantile, stratum, part))
                .orElseGet(List::of);
    }

    private List<Candidate> candidates(QuirkyRow row, double quantile, Stratum stratum, Part part) {
        List<Candidate> candidates = new ArrayList<>(part.characters().size());
        for (QuirkyCharacter character : part.characters()) {
            Draws draws = Draws.of(
                    seed, row.origin().stream(), row.origin().index(), character == QuirkyCharacter.ALICE ? 1 : 2);
            List<String> names = Names.allowed(character, part, stratum, parts.easyNames());
            String name = names.get(draws.below(names.size()));
            Template template = templates.get(draws.below(templates.size()));
            candidates.add(new Candidate(
                    id(row, template, character, name), part, character, name, template.index(), quantile));
        }
        return candidates;
    }

    /** Writes the prompt of a candidate of that row; an inverting template flips the labels. */
    public Example write(QuirkyRow row, Candidate candidate) {
        if (!row.dataset().equals(dataset)) {
            throw new IllegalArgumentException(
                    "Row of dataset %s, expected one of %s".formatted(row.dataset(), dataset));
        }
        Template template = templates.get(candidate.template());
        SlotText.Filled prompt =
                template.fillMarkingResult(slot -> slot.equals("name") ? candidate.name() : row.text(slot));
        Example.Asked asked = new Example.Asked(
                candidate.character(),
                candidate.name(),
                template.index(),
                row.aliceLabel() != template.inverts(),
                row.bobLabel() != template.inverts(),
                row.difficulty(),
                candidate.quantile());
        return new Example(
                candidate.id(),
                row.question(),
                dataset,
                candidate.part(),
                asked,
                prompt.text(),
                template.noChoice(),
                template.yesChoice(),
                prompt.start(),
                prompt.end());
    }

    private String id(QuirkyRow row, Template template, QuirkyCharacter character, String name) {
        List<String> content = new ArrayList<>(List.of("example", dataset, template.fingerprint()));
        content.addAll(row.identity());
        content.add(character.key());
        content.add(name);
        return ContentHash.hex(content.toArray(String[]::new));
    }
}
