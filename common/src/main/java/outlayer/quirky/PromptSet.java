package outlayer.quirky;

import java.io.Serializable;
import java.util.List;

/**
 * Prompts of which nobody knows character or label, brought in for monitoring: trusted ones, a share of them set aside for
 * thresholds, or untrusted ones. Equal prompts are one example, in one part.
 *
 * @param part trusted or untrusted
 * @param calibrationShare share of trusted prompts that goes to calibration
 * @param salt another salt sets others aside
 * @param noChoice first of the two words whose log-odds the model is read for; it has no label to be compared with
 */
public record PromptSet(
        String dataset, Part part, double calibrationShare, long salt, String noChoice, String yesChoice)
        implements Serializable {

    public PromptSet {
        if (part != Part.TRUSTED && part != Part.UNTRUSTED) {
            throw new IllegalArgumentException(
                    "Prompts of %s are to be part %s; prompts without labels can be trusted or untrusted"
                            .formatted(dataset, part.key()));
        }
        if (!(calibrationShare >= 0 && calibrationShare < 1) || (part == Part.UNTRUSTED && calibrationShare != 0)) {
            throw new IllegalArgumentException(
                    "Prompts of %s: calibration share is %s of part %s; expected 0 to less than 1 of trusted prompts, 0 of untrusted ones"
                            .formatted(dataset, calibrationShare, part.key()));
        }
        if (noChoice.equals(yesChoice)) {
            throw new IllegalArgumentException("Prompts of %s: both choices are '%s'".formatted(dataset, noChoice));
        }
    }

    /** With the choices of the standard templates. */
    public PromptSet(String dataset, Part part, double calibrationShare, long salt) {
        this(dataset, part, calibrationShare, salt, " No", " Yes");
    }

    /** The prompt as it is, in its part. */
    public Example example(String prompt) {
        if (prompt.isBlank()) {
            throw new IllegalArgumentException("Prompts of %s: a prompt is empty".formatted(dataset));
        }
        String question = ContentHash.hex("question", dataset, prompt);
        String id = ContentHash.hex("prompt", dataset, noChoice, yesChoice, prompt);
        return new Example(id, question, dataset, partOf(question), null, prompt, noChoice, yesChoice, -1, -1);
    }

    /** The parts that its prompts may be in. */
    public List<Part> parts() {
        return calibrationShare > 0 ? List.of(part, Part.CALIBRATION) : List.of(part);
    }

    private Part partOf(String question) {
        return PartOptions.uniform(salt, question) < calibrationShare ? Part.CALIBRATION : part;
    }
}
