package io.jenkins.plugins.attune.engine.keys;

import java.util.Set;

/** Says what the platform has and this endpoint has not. */
final class NotOffered {
    /** What the platform's API begins with, and is not here or not for every method. */
    private static final Set<String> KNOWN = Set.of(
            "actions",
            "agent",
            "analytics",
            "artifacts",
            "audit",
            "auth",
            "caches",
            "dashboards",
            "enforcements",
            "events",
            "executions",
            "history",
            "identities",
            "inquiries",
            "keys",
            "packs",
            "permissions",
            "policies",
            "queues",
            "rules",
            "runtimes",
            "sensors",
            "triggers",
            "webhooks",
            "workers",
            "workflows");

    private static final String OFFERED =
            "Offered are the run's own keys (get, list, create, update), its artifacts, and the run itself.";

    private NotOffered() {}

    static Answer answer(Request request) {
        String what = request.path().isEmpty() ? "" : request.path().get(0);
        return KNOWN.contains(what)
                ? Answer.error(
                        Answer.NOT_OFFERED,
                        "this is no Attune server, and " + request.method() + " on '" + what
                                + "' is not offered here in this form. " + OFFERED)
                : Answer.error(Answer.NOT_FOUND, "no such path. " + OFFERED);
    }

    static Answer path() {
        return Answer.error(Answer.NOT_FOUND, "no path of the API below /api/v1/. " + OFFERED);
    }
}
