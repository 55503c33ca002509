package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MainMethodsTest {

    @Test
    void bestKnownMethodsComeFirstInTheFormThatWasPublishedThenAllOthersAsTheyCame() {
        List<Method> methods = List.of(
                method("activations", "knn", "k=20"),
                method("sae", "sae-l0", ""),
                method("activations", "mahalanobis", "rcond=1e-3"),
                method("activations", "mahalanobis", "rcond=1e-5"),
                method("activations", "lof", "k=20"),
                method("heads", "mahalanobis", "rcond=1e-5"));
        assertThat(MainMethods.ordered(methods))
                .containsExactly(
                        methods.get(3), methods.get(4), methods.get(1), methods.get(0), methods.get(2), methods.get(5));
    }

    @Test
    void aVariantOfMahalanobisIsNotTheReference() {
        assertThat(method("activations", "mahalanobis", "rcond=1e-5").isReference())
                .isTrue();
        assertThat(method("activations", "mahalanobis-relative", "rcond=1e-5").isReference())
                .isFalse();
        assertThat(method("attribution", "mahalanobis", "rcond=1e-5").isReference())
                .isFalse();
    }

    private static Method method(String feature, String detector, String params) {
        return new Method(feature, detector, params, "online");
    }
}
