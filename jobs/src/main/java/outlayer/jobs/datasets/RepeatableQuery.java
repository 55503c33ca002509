package outlayer.jobs.datasets;

import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestampLike;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LocalTimestamp;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Offset;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sample;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import scala.runtime.BoxedUnit;

/** Refuses queries whose answer depends on chance, on the time, or on how rows happen to be spread. */
final class RepeatableQuery {

    private RepeatableQuery() {}

    static void require(LogicalPlan plan, String where) {
        Set<String> refused = new TreeSet<>();
        plan.foreachWithSubqueries(node -> {
            refuse(node, refused);
            return BoxedUnit.UNIT;
        });
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException(
                    ("%s: found %s, which gives other rows when it is run again; expected a query that depends on the rows"
                                    + " alone: sample and shuffle by %s('purpose', struct(columns…)), and order what is limited")
                            .formatted(where, String.join(", ", refused), RowShare.NAME));
        }
    }

    private static void refuse(LogicalPlan node, Set<String> refused) {
        if (node instanceof Sample) {
            refused.add("TABLESAMPLE");
        }
        boolean cuts = node instanceof GlobalLimit || node instanceof Offset;
        if (cuts && !ordered(node.children().head())) {
            refused.add("LIMIT or OFFSET without ORDER BY");
        }
        node.expressions().foreach(expression -> {
            expression.foreach(inner -> {
                if (chancy(inner)) {
                    refused.add(inner.prettyName() + "()");
                }
                return BoxedUnit.UNIT;
            });
            return BoxedUnit.UNIT;
        });
    }

    /** Whether this very function, not one inside it, gives another value when it is called again. */
    private static boolean chancy(Expression expression) {
        boolean clock = expression instanceof CurrentTimestampLike
                || expression instanceof LocalTimestamp
                || expression instanceof CurrentDate;
        return clock || (!expression.deterministic() && expression.children().forall(Expression::deterministic));
    }

    private static boolean ordered(LogicalPlan node) {
        if (node instanceof LocalLimit
                || node instanceof Offset
                || node instanceof Project
                || node instanceof SubqueryAlias) {
            return ordered(node.children().head());
        }
        return node instanceof Sort sort && sort.global();
    }
}
