package outlayer.jobs.datasets;

import org.apache.spark.sql.SparkSession;
import outlayer.jobs.settings.GeneratedOptions;
import outlayer.jobs.settings.ImportOptions;
import outlayer.jobs.settings.PromptOptions;
import outlayer.jobs.settings.QuirkOptions;

/** The base questions of each kind of dataset. */
final class QuestionTables {

    private QuestionTables() {}

    static QuestionTable of(SparkSession spark, DatasetPlan plan) {
        if (plan.options() instanceof GeneratedOptions generated) {
            return ArithmeticTable.of(
                    spark, generated.rule(), plan.templates(), plan.parts().options(), plan.seed());
        }
        if (plan.options() instanceof ImportOptions imported) {
            return ImportTable.of(spark, plan, imported);
        }
        if (plan.options() instanceof QuirkOptions quirk) {
            return QuirkQueryTable.of(spark, plan, quirk);
        }
        return PromptTable.of(
                spark, (PromptOptions) plan.options(), plan.parts().options().salt());
    }
}
