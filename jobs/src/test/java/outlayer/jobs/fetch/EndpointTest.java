package outlayer.jobs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.jobs.settings.SettingsException;

class EndpointTest {

    private static final Endpoint MIRROR =
            Endpoint.of(Map.of("HF_ENDPOINT", "https://mirror.example/hf/", "HF_TOKEN", " hf_secret\n"));

    @Test
    void isThePublicHubWhereNothingIsSet() {
        Endpoint endpoint = Endpoint.of(Map.of());
        assertThat(endpoint.resolve("api/models/x")).hasToString("https://huggingface.co/api/models/x");
        assertThat(endpoint.authorisation(URI.create("https://huggingface.co/x")))
                .isEmpty();
        assertThat(endpoint.hasToken()).isFalse();
    }

    @Test
    void theTokenIsForTheHubItself() {
        assertThat(MIRROR.authorisation(MIRROR.resolve("a/b"))).contains("Bearer hf_secret");
        assertThat(MIRROR.authorisation(URI.create("https://MIRROR.example:443/x")))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mirror.example/hf/x",
                "https://mirror.example:444/hf/x",
                "https://cdn.mirror.example/hf/x",
                "https://mirror.example.evil/hf/x",
                "https://mirror.example@evil/hf/x"
            })
    void theTokenIsForNobodyElse(String other) {
        assertThat(MIRROR.authorisation(URI.create(other))).isEmpty();
    }

    @Test
    void theTokenIsInNoText() {
        assertThat(MIRROR).hasToString("https://mirror.example/hf");
        assertThatThrownBy(() -> Endpoint.of(Map.of("HF_TOKEN", "hf_one\nhf_two")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("HF_TOKEN has characters that no token has")
                .hasMessageNotContainingAny("hf_one", "hf_two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirror.example", "ftp://mirror.example", "https://", "https://a b"})
    void anAddressThatIsNoneIsBadUsage(String address) {
        assertThatThrownBy(() -> Endpoint.of(Map.of("HF_ENDPOINT", address)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("HF_ENDPOINT: ");
    }
}
