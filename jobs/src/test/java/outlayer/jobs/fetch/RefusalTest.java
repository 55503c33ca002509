package outlayer.jobs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a hub's no says to whoever asked. */
class RefusalTest {

    private static final Repository MODEL = new Repository(Repository.Type.MODEL, FakeHub.REPOSITORY);

    private final Waits waits = new Waits();
    private FakeHub hub;

    @BeforeEach
    void open() throws IOException {
        hub = FakeHub.start();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private String commit(Repository repository, String token) throws InterruptedException {
        Map<String, String> environment = new HashMap<>(hub.environment());
        environment.put("HF_TOKEN", token);
        return new Hub(Endpoint.of(environment), waits.patience()).commit(repository, "main");
    }

    @ParameterizedTest
    @CsvSource({
        "403, X-Error-Code, GatedRepo, '', accept its licence at ENDPOINT/someone/tiny and set HF_TOKEN",
        "401, X-Error-Code, GatedRepo, '', (HF_TOKEN is not set)",
        "403, X-Error-Code, GatedRepo, hf_x, '(HF_TOKEN is set, but not enough)'",
        "401, X-Error-Message, Repository not found, '', 'there is no such model, or it is private'",
        "404, X-Error-Code, RepoNotFound, hf_x, look at the name and --type (an adapter is a model)",
        "401, X-Error-Message, Invalid credentials in Authorization header, hf_x, make a new one under"
                + " ENDPOINT/settings/tokens",
        "404, X-Error-Code, RevisionNotFound, '', it has no revision 'main': look at --revision",
        "404, X-Any, thing, '', found nothing at revision 'main'",
        "403, X-Error-Message, Fine-grained token lacks it, hf_x, Fine-grained token lacks it",
        "418, X-Any, thing, '', not an answer that a fetch knows"
    })
    void saysWhatToDo(int status, String header, String value, String token, String advice) {
        hub.refuse(Fault.status(status, header, value));
        assertThatThrownBy(() -> commit(MODEL, token))
                .isInstanceOf(FetchException.class)
                .hasMessageStartingWith("someone/tiny: ")
                .hasMessageContaining(advice.replace("ENDPOINT", hub.endpoint()))
                .hasMessageContaining("status " + status + " from " + hub.endpoint())
                .hasMessageNotContaining("hf_x");
        assertThat(waits.waited()).isEmpty();
    }

    @Test
    void aServerThatIsDownIsAskedAgainAndThenGivenUp() {
        hub.refuse(Fault.status(502, "X-Error-Message", "bad\tgateway"));
        assertThatThrownBy(() -> commit(MODEL, ""))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("gave up after 4 attempts")
                .hasMessageContaining("status 502")
                .hasMessageContaining("bad gateway");
        assertThat(waits.waited()).hasSize(3);
    }

    @Test
    void nobodyAtTheAddressIsSaid() {
        hub.close();
        assertThatThrownBy(() -> commit(MODEL, ""))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("/api/models/someone/tiny/revision/main: gave up after 4 attempts")
                .hasMessageContaining("ConnectException")
                .hasMessageContaining("is HF_ENDPOINT right?");
    }

    @ParameterizedTest
    @CsvSource({"<html>Log in</html>", "{}", "[]", "'{\"sha\": \"main\"}'"})
    void whatIsNoHubIsSaid(String answer) {
        hub.refuse(given -> Fault.gives(answer.getBytes(StandardCharsets.UTF_8)).answer(given));
        assertThatThrownBy(() -> commit(MODEL, ""))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("found '" + answer + "', expected an object with the sha of a commit")
                .hasMessageContaining("Is HF_ENDPOINT a Hugging Face hub?");
    }

    @Test
    void aListThatIsNoneIsSaid() {
        hub.refuse(Fault.gives("{\"error\": 1}".getBytes(StandardCharsets.UTF_8)));
        Selection usual = Selection.of(Repository.Type.MODEL, List.of(), List.of());
        assertThatThrownBy(() ->
                        new Hub(Endpoint.of(hub.environment()), waits.patience()).files(MODEL, FakeHub.FIRST, usual))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("expected a list of files as JSON");
    }
}
