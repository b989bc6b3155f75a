package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.List;

/** The run itself, which is the only execution that there is. */
final class ExecutionCalls {
    private final KeyOwner owner;
    private final Instant begun;

    ExecutionCalls(KeyOwner owner, Instant begun) {
        this.owner = owner;
        this.begun = begun;
    }

    /** Null for what is no call of this kind. */
    @CheckForNull
    Answer answer(Request request) {
        if (!request.is("GET", "executions", "*")) {
            return null;
        }
        String id = request.path().get(1);
        return id.equals(owner.executionId())
                ? Answer.json(Answer.OK, shown())
                : Answer.error(Answer.NOT_FOUND, "only the run itself can be asked for: " + owner.executionId());
    }

    private byte[] shown() {
        String id = owner.executionId();
        JsonWriter json = new JsonWriter().open('{').name("data").open('{').name("id");
        if (id.matches("[1-9][0-9]*")) {
            json.plain(id);
        } else {
            json.text(id);
        }
        json.member("action_ref", owner.action()).member("status", "running");
        json.name("config").plain("{}").name("result").plain("{}");
        for (String none : List.of("action", "parent", "enforcement", "executor", "worker")) {
            json.member(none, null);
        }
        String time = RunKeys.time(begun);
        json.member("started_at", time).member("created", time).member("updated", time);
        return json.close('}').close('}').finish();
    }
}
