package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.keys.Answer.RefusedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keys: get, list without values, make and change. */
final class KeyCalls {
    private static final int MAX_REFERENCE = 255;

    private final KeyOwner owner;
    private final RunKeys keys;
    private final KeyListener listener;
    private final Set<String> read = ConcurrentHashMap.newKeySet();

    KeyCalls(KeyOwner owner, RunKeys keys, KeyListener listener) {
        this.owner = owner;
        this.keys = keys;
        this.listener = listener;
    }

    /** Null for what is no call of this kind. */
    @CheckForNull
    Answer answer(Request request) throws IOException, RefusedException {
        if (request.is("GET", "keys")) {
            return Answer.json(Answer.OK, keys.list(Page.of(request.query())));
        }
        if (request.is("POST", "keys")) {
            return create(request);
        }
        if (request.is("GET", "keys", "*")) {
            return read(request.path().get(1));
        }
        return request.is("PUT", "keys", "*") ? update(request) : null;
    }

    private Answer read(String reference) throws IOException, RefusedException {
        Answer answer = shown(Answer.OK, reference);
        if (read.add(reference)) {
            listener.read(reference);
        }
        return answer;
    }

    private Answer shown(int status, String reference) throws RefusedException {
        byte[] shown = keys.shown(reference);
        if (shown == null) {
            throw new RefusedException(Answer.NOT_FOUND, "no key '" + reference + "' is bound to this run");
        }
        return Answer.json(status, shown);
    }

    private Answer create(Request request) throws IOException, RefusedException {
        byte[] body = request.body();
        try {
            JsonSlices asked = parse(body);
            String reference = reference(asked);
            byte[] value = asked.raw("value");
            if (!asked.has("value")) {
                throw new RefusedException(Answer.BAD_REQUEST, "a key needs a value");
            }
            if (keys.has(reference)) {
                throw new RefusedException(Answer.CONFLICT, "there is a key '" + reference + "' already");
            }
            if (keys.isFull()) {
                throw new RefusedException(Answer.BAD_REQUEST, "a run has " + KeyFrame.MAX_KEYS + " keys at most");
            }
            return written(
                    Answer.CREATED, reference, asked.string("name"), value == null ? Answer.utf8("null") : value);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    /** Newer clients name a key within its owner, older ones in full. */
    private String reference(JsonSlices asked) throws RefusedException {
        String reference = asked.string("ref");
        String local = asked.string("local_ref");
        if (reference == null && local != null) {
            reference = local.startsWith(owner.pack() + ".") ? local : owner.pack() + "." + local;
        }
        if (reference == null || reference.isBlank() || reference.length() > MAX_REFERENCE) {
            throw new RefusedException(
                    Answer.BAD_REQUEST, "a key needs a ref of at most " + MAX_REFERENCE + " characters");
        }
        return reference;
    }

    private Answer update(Request request) throws IOException, RefusedException {
        String reference = request.path().get(1);
        byte[] body = request.body();
        try {
            JsonSlices asked = parse(body);
            if (!keys.has(reference)) {
                throw new RefusedException(Answer.NOT_FOUND, "no key '" + reference + "' is bound to this run");
            }
            return written(Answer.OK, reference, asked.string("name"), asked.raw("value"));
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private Answer written(int status, String reference, @CheckForNull String name, @CheckForNull byte[] value)
            throws IOException, RefusedException {
        if (value != null) {
            try {
                listener.written(reference, value);
            } catch (KeyRefusedException refused) {
                Arrays.fill(value, (byte) 0);
                throw new RefusedException(Answer.FORBIDDEN, String.valueOf(refused.getMessage()));
            }
        }
        keys.put(reference, name, value);
        return shown(status, reference);
    }

    private static JsonSlices parse(byte[] body) throws RefusedException {
        try {
            return JsonSlices.object(body);
        } catch (JsonSlices.MalformedException e) {
            throw new RefusedException(Answer.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }
}
