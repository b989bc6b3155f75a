package io.jenkins.plugins.attune.engine.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Installed packs as JSON, in the store and in lock files. */
final class InstalledPackJson {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String URL = "url";
    private static final String CHECKSUM = "checksum";

    private InstalledPackJson() {}

    static byte[] write(JsonNode node) throws IOException {
        return (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    static JsonNode parse(byte[] json) throws IOException {
        return MAPPER.readTree(json);
    }

    static ObjectNode toJson(InstalledPack pack) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("ref", pack.ref()).put("version", pack.version()).put("hash", pack.hash());
        InstalledPack.Provenance provenance = pack.provenance();
        ObjectNode source = json.putObject("source");
        PackOrigin origin = provenance.origin();
        if (origin instanceof PackOrigin.Archive archive) {
            source.put("type", "archive").put(URL, archive.url());
            source.put(CHECKSUM, archive.checksum().toString());
        } else if (origin instanceof PackOrigin.Git git) {
            source.put("type", "git").put(URL, git.url()).put("ref", git.ref()).put("commit", provenance.commit());
            Sha256 checksum = git.checksum();
            if (checksum != null) {
                source.put(CHECKSUM, checksum.toString());
            }
        } else if (origin instanceof PackOrigin.Directory directory) {
            source.put("type", "directory").put("path", directory.path());
        }
        json.put("index", provenance.index())
                .put("installed", provenance.installed().toString());
        ArrayNode dependencies = json.putArray("dependencies");
        pack.dependencies().forEach(dependencies::add);
        return json;
    }

    /** @throws IllegalArgumentException where something is missing or makes no sense */
    static InstalledPack fromJson(JsonNode json) {
        JsonNode source = json.path("source");
        List<String> dependencies = new ArrayList<>();
        json.path("dependencies").forEach(dependency -> dependencies.add(dependency.asText()));
        InstalledPack.Provenance provenance = new InstalledPack.Provenance(
                origin(source),
                source.path("commit").asText(),
                json.path("index").asText(),
                instant(json.path("installed").asText()));
        return new InstalledPack(
                json.path("ref").asText(),
                json.path("version").asText(),
                json.path("hash").asText(),
                provenance,
                dependencies);
    }

    private static PackOrigin origin(JsonNode source) {
        String url = source.path(URL).asText();
        String checksum = source.path(CHECKSUM).asText();
        return switch (source.path("type").asText()) {
            case "archive" -> new PackOrigin.Archive(url, Sha256.parse(checksum));
            case "git" ->
                new PackOrigin.Git(
                        url, source.path("ref").asText(), checksum.isEmpty() ? null : Sha256.parse(checksum));
            case "directory" -> new PackOrigin.Directory(source.path("path").asText());
            default -> throw new IllegalArgumentException("a source of an unknown type");
        };
    }

    private static Instant instant(String text) {
        try {
            return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + EntryName.shown(text) + "' is no time", e);
        }
    }
}
