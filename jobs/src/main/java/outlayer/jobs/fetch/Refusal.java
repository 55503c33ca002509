package outlayer.jobs.fetch;

/** What a hub's refusal means for whoever asked, and what to do about it. */
final class Refusal {

    private Refusal() {}

    /** The hub answers 401 for what does not exist too, unless the asker may know that. */
    static FetchException of(StatusException e, Endpoint endpoint, Repository repository, String revision) {
        String token = endpoint.hasToken() ? "HF_TOKEN is set, but not enough" : "HF_TOKEN is not set";
        String advice;
        if (!e.fromHub()) {
            advice = "the store to which the hub sent us refuses; start again, which asks the hub for a new address";
        } else if (e.code().equals("GatedRepo")) {
            advice = "it is gated: accept its licence at " + endpoint.resolve(repository.page())
                    + " and set HF_TOKEN to a token of that account (" + token + ")";
        } else if (e.code().equals("RevisionNotFound")) {
            advice = "it has no revision '" + revision + "': look at --revision";
        } else if (e.status() == 401 || e.code().equals("RepoNotFound")) {
            advice = e.reason().contains("Invalid credentials")
                    ? "the hub does not know this HF_TOKEN: make a new one under " + endpoint.resolve("settings/tokens")
                    : "there is no such " + repository.type().key() + ", or it is private: look at the name and --type"
                            + " (an adapter is a model); for a private one set HF_TOKEN (" + token + ")";
        } else if (e.status() == 403) {
            advice = "this account may not read it: ask its owner, or use a token with read access (" + token + ")";
        } else if (e.status() == 404) {
            advice = "found nothing at revision '" + revision + "': look at the name, --type and --revision";
        } else {
            advice = "not an answer that a fetch knows; is HF_ENDPOINT right?";
        }
        return new FetchException(repository + ": " + advice + ". (" + e.getMessage() + ")", e);
    }
}
