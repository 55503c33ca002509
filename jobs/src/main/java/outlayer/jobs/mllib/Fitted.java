package outlayer.jobs.mllib;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import outlayer.detector.Detector;
import outlayer.detector.GaussianMethod;
import outlayer.detector.Method;
import outlayer.detector.NotApplicableException;
import outlayer.detector.Parameters;
import outlayer.detector.RowsMethod;
import outlayer.linalg.Arithmetic;

/**
 * What one group's fit gave: parameters, or the note that the vectors give the detector nothing to work on.
 *
 * <p>It is broadcast, by Kryo where a user's session is set so, which rejects records.
 *
 * @param vectors how many trusted ones there were
 */
@DefaultSerializer(JavaSerializer.class)
record Fitted(
        long vectors,
        @Nullable Parameters parameters,
        @Nullable String note) implements Serializable {

    static Fitted of(Method method, GroupVectors vectors) {
        try {
            Parameters parameters =
                    method instanceof RowsMethod rows ? rows.fit(vectors) : GaussianParameters.of(vectors.gaussian());
            // Whether these are enough is for some methods the detector to say.
            detector(method, parameters, Arithmetic.FLOAT64);
            return new Fitted(vectors.trustedRows(), parameters, null);
        } catch (NotApplicableException e) {
            return new Fitted(vectors.trustedRows(), null, e.getMessage());
        }
    }

    /** None where there is nothing to score with. */
    @Nullable
    Detector detector(Method method, Arithmetic arithmetic) {
        return parameters == null ? null : detector(method, parameters, arithmetic);
    }

    private static Detector detector(Method method, Parameters parameters, Arithmetic arithmetic) {
        return method instanceof GaussianMethod gaussian
                ? gaussian.detector(GaussianParameters.read(parameters), arithmetic)
                : ((RowsMethod) method).detector(parameters, arithmetic);
    }
}
