package outlayer.jobs.settings;

import outlayer.quirky.ArithmeticOptions;
import outlayer.quirky.Operation;

/** One dataset of the experiment: a name and the rule by which it is generated. */
final class DatasetOptions {

    private DatasetOptions() {}

    /** Published limits (METHODS 1.2) stand in for those that are left out; the name is that of the operation. */
    static ArithmeticOptions of(Block block) {
        String name = block.text("name");
        Operation operation = Operation.named(name);
        ArithmeticOptions published = ArithmeticOptions.published(operation, 4);
        return new ArithmeticOptions(
                operation,
                block.integer("operand-limit", published.operandLimit()),
                block.integer("modulus", published.modulus()),
                block.integer("questions"),
                block.flag("distinct", true));
    }
}
