package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.keys.Answer.RefusedException;
import io.jenkins.plugins.attune.engine.keys.Artifact.Facts;
import io.jenkins.plugins.attune.engine.keys.Artifact.Version;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of artifacts, as they are sent and fetched. */
final class UploadCalls {
    private static final String DEFAULT_TYPE = "application/octet-stream";

    private static final long MAX_FIELD = 1024;

    private final Artifacts artifacts;

    UploadCalls(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    /** Finds or makes the artifact that a file is for. */
    interface Target {
        Artifact of(Facts facts) throws RefusedException;
    }

    /** Takes the file of a form; clients send what type it has behind it. */
    ArtifactCalls.Made take(Request request, Target target) throws IOException, RefusedException {
        Multipart form = Multipart.of(request.stream(), request.header("Content-Type"));
        if (form == null) {
            throw new RefusedException(Answer.BAD_REQUEST, "an upload is a form with a file");
        }
        ArtifactCalls.Made made = null;
        try {
            String type = null;
            while (form.next()) {
                if (form.name().equals("content_type")) {
                    type = text(form);
                } else if (form.name().equals("file") && made == null) {
                    made = take(form, target, type == null ? form.type() : type);
                }
            }
            if (made != null) {
                return type == null ? made : artifacts.retyped(made, type);
            }
        } catch (EOFException e) {
            if (made != null) {
                Files.deleteIfExists(artifacts.path(made.version()));
            }
            throw new RefusedException(Answer.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        throw new RefusedException(Answer.BAD_REQUEST, "the form has no field 'file'");
    }

    private ArtifactCalls.Made take(Multipart form, Target target, @CheckForNull String type)
            throws IOException, RefusedException {
        Artifact artifact = target.of(new Facts("", "file_binary", null, null));
        Version version = artifacts.allocate(artifact, type == null ? DEFAULT_TYPE : type, null);
        boolean whole = false;
        try (OutputStream out = artifacts.output(version)) {
            form.copy(out, Long.MAX_VALUE);
            whole = true;
        } catch (Artifacts.TooLargeException e) {
            throw new RefusedException(Answer.TOO_LARGE, String.valueOf(e.getMessage()));
        } finally {
            if (!whole) {
                Files.deleteIfExists(artifacts.path(version));
            }
        }
        return new ArtifactCalls.Made(artifact, version);
    }

    private static String text(Multipart form) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        form.copy(text, MAX_FIELD);
        return text.toString(StandardCharsets.UTF_8).strip();
    }

    /** The content of a version. */
    Answer give(Version version) throws RefusedException {
        byte[] content = version.extra().content();
        if (content != null) {
            return Answer.json(Answer.OK, content);
        }
        Path file = artifacts.path(version);
        if (!Files.isRegularFile(file)) {
            throw new RefusedException(Answer.NOT_FOUND, "the file of this version is not there");
        }
        String type = version.type();
        return Answer.file(file, type == null ? DEFAULT_TYPE : type);
    }
}
