package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What an action leaves under a name, in any number of versions. Changed by {@link Artifacts} only, under its lock.
 */
final class Artifact {
    /** Facts that are text, in the order in which they are shown. */
    record Facts(
            String reference,
            String type,
            @CheckForNull String name,
            @CheckForNull String description) {}

    /**
     * One version: a file below the directory for artifacts, or JSON.
     *
     * @param file relative, with {@code /}; null for JSON
     */
    record Version(
            int number,
            long id,
            @CheckForNull String type,
            @CheckForNull String file,
            Extra extra) {}

    /** What else is kept of a version, as JSON. */
    record Extra(@CheckForNull byte[] content, @CheckForNull byte[] meta, Instant created) {
        Extra {
            content = content == null ? null : content.clone();
            meta = meta == null ? null : meta.clone();
        }
    }

    final long id;
    final Facts facts;
    final Instant created;
    /** Read at any time, also while another request adds to it. */
    final List<Version> versions = new CopyOnWriteArrayList<>();

    @CheckForNull
    final String contentType;

    @CheckForNull
    volatile byte[] data;

    Artifact(long id, Facts facts, @CheckForNull String contentType, Instant created) {
        this.id = id;
        this.facts = facts;
        this.contentType = contentType;
        this.created = created;
    }

    /** Null where there is none of this number; 0 is the latest. */
    @CheckForNull
    Version version(int number) {
        return versions.stream()
                .filter(version -> number == 0 || version.number() == number)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    void show(JsonWriter json, KeyOwner owner) {
        json.open('{').member("id", id).member("ref", facts.reference()).member("scope", "action");
        json.member("owner", owner.action()).member("type", facts.type()).member("visibility", "private");
        json.member("classification", "general").member("retention_policy", "versions");
        json.member("retention_limit", Artifacts.MAX_VERSIONS).member("name", facts.name());
        json.member("description", facts.description()).member("content_type", contentType);
        json.member("size_bytes", null).name("data").raw(data);
        json.member("created", RunKeys.time(created))
                .member("updated", RunKeys.time(created))
                .close('}');
    }

    void show(JsonWriter json, Version version, KeyOwner owner) throws IOException {
        json.open('{').member("id", version.id()).member("artifact", id).member("version", version.number());
        json.member("execution", null).member("content_type", version.type()).name("size_bytes");
        String file = version.file();
        Path path = file == null ? null : Path.of(owner.artifacts()).resolve(file);
        json.plain(path != null && Files.isRegularFile(path) ? Long.toString(Files.size(path)) : "null");
        json.name("content_json").raw(version.extra().content()).member("file_path", file);
        json.name("meta").raw(version.extra().meta()).member("created_by", owner.action());
        json.member("created", RunKeys.time(version.extra().created())).close('}');
    }
}
