package outlayer.training;

import java.util.List;

/** The examples of a training set by the label that is to be learned; both have some. */
record LabelClasses(List<TokenisedExample> yes, List<TokenisedExample> no) {

    static LabelClasses ofTraining(List<TokenisedExample> examples) {
        LabelClasses classes = new LabelClasses(
                examples.stream().filter(TokenisedExample::label).toList(),
                examples.stream().filter(example -> !example.label()).toList());
        if (classes.yes.isEmpty() || classes.no.isEmpty()) {
            String name = examples.isEmpty() ? "a dataset" : examples.get(0).dataset();
            throw new IllegalArgumentException("Training set of " + name + " has " + examples.size()
                    + " examples and none with the label " + (classes.yes.isEmpty() ? "Yes" : "No")
                    + ", expected both; raise `questions` or the share of the part `train`");
        }
        return classes;
    }
}
