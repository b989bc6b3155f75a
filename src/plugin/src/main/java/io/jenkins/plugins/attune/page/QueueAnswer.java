package io.jenkins.plugins.attune.page;

import io.jenkins.plugins.attune.engine.error.StaleChangeException;
import io.jenkins.plugins.attune.engine.queue.QueueSettings;
import io.jenkins.plugins.attune.engine.queue.SettingsVersion;
import java.util.List;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponses.HttpResponseException;
import org.kohsuke.stapler.json.JsonHttpResponse;

/** What the script of the page, or a program, hears of a change. */
final class QueueAnswer {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;

    private QueueAnswer() {}

    /** The version is the one to make the next change from; 0 where nothing is set any more. */
    static HttpResponseException changed(SettingsVersion made) {
        JSONObject answer = new JSONObject();
        answer.put("version", made.settings().equals(QueueSettings.NONE) ? 0 : made.version());
        answer.put("changes", JSONArray.fromObject(made.changes()));
        return new JsonHttpResponse(answer, OK);
    }

    /** @param history with the changes that were missed */
    static HttpResponseException stale(StaleChangeException refusal, long from, List<SettingsVersion> history) {
        JSONArray missed = new JSONArray();
        history.stream().filter(made -> made.version() > from).forEach(made -> {
            JSONObject one = new JSONObject();
            one.put("by", made.by());
            one.put("at", made.atMillis());
            one.put("changes", JSONArray.fromObject(made.changes()));
            missed.add(one);
        });
        JSONObject answer = error(refusal.kind(), refusal.getMessage());
        answer.put("missed", missed);
        return new JsonHttpResponse(answer, CONFLICT);
    }

    static HttpResponseException ended(boolean done, String whyNot) {
        return done
                ? new JsonHttpResponse(new JSONObject(), OK)
                : new JsonHttpResponse(error("stale_ticket", whyNot), CONFLICT);
    }

    static HttpResponseException bad(String message) {
        return new JsonHttpResponse(error("bad_request", message), BAD_REQUEST);
    }

    private static JSONObject error(String kind, String message) {
        JSONObject answer = new JSONObject();
        answer.put("error", kind);
        answer.put("message", message);
        return answer;
    }
}
