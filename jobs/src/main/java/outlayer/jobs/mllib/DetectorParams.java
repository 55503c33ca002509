package outlayer.jobs.mllib;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * The parameters that estimator and model share. MLlib finds them as public methods without arguments; {@code explainParams()} says what
 * each is. A parameter of another detector than the chosen one must not be set.
 */
public interface DetectorParams extends Params {

    /** All of them; of this package. */
    ParamSet paramSet();

    default Param<String> detector() {
        return paramSet().detector;
    }

    default DoubleParam rcond() {
        return paramSet().rcond;
    }

    default IntParam k() {
        return paramSet().k;
    }

    default Param<String> distance() {
        return paramSet().distance;
    }

    default IntParam components() {
        return paramSet().components;
    }

    default IntParam trees() {
        return paramSet().trees;
    }

    default IntParam sample() {
        return paramSet().sample;
    }

    default DoubleParam alpha() {
        return paramSet().alpha;
    }

    default Param<String> sign() {
        return paramSet().sign;
    }

    default LongParam seed() {
        return paramSet().seed;
    }

    default IntParam maxRows() {
        return paramSet().maxRows;
    }

    default Param<String> arithmetic() {
        return paramSet().arithmetic;
    }

    default Param<String> featuresCol() {
        return paramSet().featuresCol;
    }

    default StringArrayParam groupCols() {
        return paramSet().groupCols;
    }

    default Param<String> trustedCol() {
        return paramSet().trustedCol;
    }

    default Param<String> scoreCol() {
        return paramSet().scoreCol;
    }

    default Param<String> handleInvalid() {
        return paramSet().handleInvalid;
    }
}
