package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.keys.Answer.RefusedException;
import io.jenkins.plugins.attune.engine.keys.Artifact.Facts;
import io.jenkins.plugins.attune.engine.keys.Artifact.Version;
import java.io.IOException;
import java.util.List;

/** Artifacts of this run: make, find, list, and their versions. */
final class ArtifactCalls {
    private static final String DEFAULT_TYPE = "file_text";
    private static final int MAX_REFERENCE = 255;

    private final KeyOwner owner;
    private final Artifacts artifacts;
    private final UploadCalls uploads;

    ArtifactCalls(KeyOwner owner, Artifacts artifacts) {
        this.owner = owner;
        this.artifacts = artifacts;
        uploads = new UploadCalls(artifacts);
    }

    /** Null for what is no call of this kind. */
    @CheckForNull
    Answer answer(Request request) throws IOException, RefusedException {
        if (request.is("GET", "artifacts")) {
            return list(Page.of(request.query()));
        }
        if (request.is("GET", "executions", "*", "artifacts")) {
            return ofRun(request.path().get(1));
        }
        if (request.is("POST", "artifacts")) {
            return create(request);
        }
        return request.path().get(0).equals("artifacts") && request.path().size() > 1 ? named(request) : null;
    }

    /** An artifact, by reference or by number, and what is wanted of it. */
    @CheckForNull
    private Answer named(Request request) throws IOException, RefusedException {
        boolean byReference =
                request.path().get(1).equals("ref") && request.path().size() > 2;
        String name = request.path().get(byReference ? 2 : 1);
        List<String> rest =
                request.path().subList(byReference ? 3 : 2, request.path().size());
        Request inner = new Request(request.method(), rest, request.query(), request.exchange());
        if (byReference && inner.is("POST", "versions", "file")) {
            return allocate(inner, name);
        }
        if (byReference && inner.is("POST", "versions", "upload")) {
            return shown(uploads.take(inner, facts -> madeFor(name, facts)));
        }
        Artifact artifact = byReference ? artifacts.byReference(name) : artifacts.byId(name);
        if (artifact == null) {
            throw new RefusedException(Answer.NOT_FOUND, "this run has left no artifact '" + name + "'");
        }
        return inner.path().isEmpty() ? whole(inner, artifact) : part(inner, artifact);
    }

    @CheckForNull
    private Answer whole(Request request, Artifact artifact) {
        return request.method().equals("GET") ? shown(Answer.OK, artifact) : null;
    }

    @CheckForNull
    private Answer part(Request request, Artifact artifact) throws IOException, RefusedException {
        if (request.is("POST", "versions", "file")) {
            JsonSlices asked = parsed(request);
            return shown(
                    new Made(artifact, artifacts.allocate(artifact, asked.string("content_type"), asked.raw("meta"))));
        }
        if (request.is("POST", "versions", "upload")) {
            return shown(uploads.take(request, facts -> artifact));
        }
        if (request.is("POST", "versions")) {
            JsonSlices asked = parsed(request);
            return shown(new Made(artifact, artifacts.add(artifact, required(asked, "content"), asked.raw("meta"))));
        }
        if (request.is("POST", "progress")) {
            artifacts.append(artifact, required(parsed(request), "entry"));
            return shown(Answer.OK, artifact);
        }
        if (request.is("PUT", "data")) {
            artifacts.data(artifact, required(parsed(request), "data"));
            return shown(Answer.OK, artifact);
        }
        return request.method().equals("GET") ? read(request, artifact) : null;
    }

    @CheckForNull
    private Answer read(Request request, Artifact artifact) throws IOException, RefusedException {
        if (request.is("GET", "versions")) {
            JsonWriter json = new JsonWriter().open('{').name("data").open('[');
            for (Version version : List.copyOf(artifact.versions)) {
                artifact.show(json, version, owner);
            }
            return Answer.json(Answer.OK, json.close(']').close('}').finish());
        }
        if (request.is("GET", "download")) {
            return uploads.give(version(artifact, "latest"));
        }
        if (request.is("GET", "versions", "*")) {
            Version version = version(artifact, request.path().get(1));
            return Answer.json(Answer.OK, json(artifact, version));
        }
        return request.is("GET", "versions", "*", "download")
                ? uploads.give(version(artifact, request.path().get(1)))
                : null;
    }

    private static Version version(Artifact artifact, String which) throws RefusedException {
        boolean number = which.matches("[1-9][0-9]{0,8}");
        Version version =
                number || which.equals("latest") ? artifact.version(number ? Integer.parseInt(which) : 0) : null;
        if (version == null) {
            throw new RefusedException(Answer.NOT_FOUND, "no version '" + which + "'");
        }
        return version;
    }

    private Answer create(Request request) throws IOException, RefusedException {
        JsonSlices asked = parsed(request);
        Facts facts = facts(String.valueOf(asked.string("ref")), asked);
        if (artifacts.byReference(facts.reference()) != null) {
            throw new RefusedException(Answer.CONFLICT, "there is an artifact '" + facts.reference() + "' already");
        }
        Artifact artifact = artifacts.add(facts, asked.string("content_type"));
        byte[] data = asked.raw("data");
        if (data != null) {
            artifacts.data(artifact, data);
        }
        return shown(Answer.CREATED, artifact);
    }

    private Answer allocate(Request request, String reference) throws IOException, RefusedException {
        JsonSlices asked = parsed(request);
        Artifact artifact = madeFor(reference, facts(reference, asked));
        return shown(new Made(artifact, artifacts.allocate(artifact, asked.string("content_type"), asked.raw("meta"))));
    }

    private Artifact madeFor(String reference, Facts facts) throws RefusedException {
        Artifact found = artifacts.byReference(reference);
        return found != null
                ? found
                : artifacts.add(new Facts(reference, facts.type(), facts.name(), facts.description()), null);
    }

    private static Facts facts(String reference, JsonSlices asked) throws RefusedException {
        if (reference.isBlank() || reference.length() > MAX_REFERENCE || reference.equals("null")) {
            throw new RefusedException(Answer.BAD_REQUEST, "an artifact needs a ref");
        }
        String type = asked.string("type");
        return new Facts(
                reference, type == null ? DEFAULT_TYPE : type, asked.string("name"), asked.string("description"));
    }

    private static byte[] required(JsonSlices asked, String name) throws RefusedException {
        byte[] value = asked.raw(name);
        if (value == null) {
            throw new RefusedException(Answer.BAD_REQUEST, "'" + name + "' is missing");
        }
        return value;
    }

    private static JsonSlices parsed(Request request) throws IOException, RefusedException {
        try {
            return JsonSlices.object(request.body());
        } catch (JsonSlices.MalformedException e) {
            throw new RefusedException(Answer.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private Answer list(Page page) {
        List<Artifact> all = artifacts.all();
        JsonWriter json = new JsonWriter().open('{').name("items").open('[');
        page.of(all).forEach(artifact -> artifact.show(json, owner));
        json.close(']');
        page.describe(json, all.size());
        return Answer.json(Answer.OK, json.close('}').finish());
    }

    private Answer ofRun(String id) {
        if (!id.equals(owner.executionId())) {
            return Answer.error(Answer.NOT_FOUND, "only the run itself can be asked for: " + owner.executionId());
        }
        JsonWriter json = new JsonWriter().open('{').name("data").open('[');
        artifacts.all().forEach(artifact -> artifact.show(json, owner));
        return Answer.json(Answer.OK, json.close(']').close('}').finish());
    }

    /** An artifact, and a version of it that has just been made. */
    record Made(Artifact artifact, Version version) {}

    private Answer shown(Made made) throws IOException {
        return Answer.json(Answer.CREATED, json(made.artifact(), made.version()));
    }

    private byte[] json(Artifact artifact, Version version) throws IOException {
        JsonWriter json = new JsonWriter().open('{').name("data");
        artifact.show(json, version, owner);
        return json.close('}').finish();
    }

    private Answer shown(int status, Artifact artifact) {
        JsonWriter json = new JsonWriter().open('{').name("data");
        artifact.show(json, owner);
        return Answer.json(status, json.close('}').finish());
    }
}
