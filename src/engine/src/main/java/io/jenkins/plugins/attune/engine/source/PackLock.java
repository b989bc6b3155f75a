package io.jenkins.plugins.attune.engine.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A file that says exactly which packs belong together, to be kept with the code that uses them. */
public final class PackLock {
    private static final int VERSION = 1;
    private static final int MAX_PACKS = 1_000;

    private PackLock() {}

    /** Packs by name, so that the file changes only where packs do. */
    public static byte[] write(List<InstalledPack> packs) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", VERSION);
        ArrayNode list = json.putArray("packs");
        packs.stream().sorted(Comparator.comparing(InstalledPack::ref)).forEach(pack -> {
            ObjectNode entry = InstalledPackJson.toJson(pack);
            entry.remove("installed");
            list.add(entry);
        });
        return InstalledPackJson.write(json);
    }

    /** @param name of the file, for messages */
    public static List<InstalledPack> read(String name, byte[] content) throws PackRefusedException {
        try {
            JsonNode json = InstalledPackJson.parse(content);
            if (json.path("version").asInt() != VERSION) {
                throw new PackRefusedException("this is no lock file of version " + VERSION, name, null);
            }
            List<InstalledPack> packs = new ArrayList<>();
            for (JsonNode entry : json.path("packs")) {
                packs.add(InstalledPackJson.fromJson(entry));
            }
            if (packs.size() > MAX_PACKS) {
                throw new PackRefusedException("the lock file has more than " + MAX_PACKS + " packs", name, null);
            }
            return packs;
        } catch (IOException | IllegalArgumentException e) {
            throw new PackRefusedException("the lock file can't be read: " + e.getMessage(), name, null, e);
        }
    }
}
