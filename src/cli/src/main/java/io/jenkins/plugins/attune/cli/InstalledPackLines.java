package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.source.InstalledPack;
import io.jenkins.plugins.attune.engine.source.InstalledPacks;
import io.jenkins.plugins.attune.engine.source.PackOrigin;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Shows installed packs, to people on a line and to programs as plain values. */
final class InstalledPackLines {
    private static final int SHORT = 12;

    private final InstalledPacks installed;

    InstalledPackLines(InstalledPacks installed) {
        this.installed = installed;
    }

    String line(InstalledPack pack) {
        String missing = installed.directory(pack).isPresent() ? "" : "  (its files are gone; install it again)";
        return String.format(
                Locale.ROOT, "%-20s  %-10s  %s  %s%s", pack.ref(), pack.version(), brief(pack), from(pack), missing);
    }

    static String brief(InstalledPack pack) {
        return pack.hash().substring(0, SHORT);
    }

    private static String from(InstalledPack pack) {
        return pack.provenance().origin().shown();
    }

    Map<String, Object> toMap(InstalledPack pack) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ref", pack.ref());
        map.put("version", pack.version());
        map.put("hash", pack.hash());
        Optional<Path> directory = installed.directory(pack);
        map.put("directory", directory.map(Path::toString).orElse(null));
        map.put("source", source(pack));
        map.put("index", pack.provenance().index());
        map.put("installed", pack.provenance().installed().toString());
        map.put("dependencies", pack.dependencies());
        return map;
    }

    private static Map<String, Object> source(InstalledPack pack) {
        Map<String, Object> map = new LinkedHashMap<>();
        PackOrigin origin = pack.provenance().origin();
        if (origin instanceof PackOrigin.Archive archive) {
            map.put("type", "archive");
            map.put("url", archive.url());
            map.put("checksum", archive.checksum().toString());
        } else if (origin instanceof PackOrigin.Git git) {
            map.put("type", "git");
            map.put("url", git.url());
            map.put("ref", git.ref());
            map.put("commit", pack.provenance().commit());
        } else if (origin instanceof PackOrigin.Directory directory) {
            map.put("type", "directory");
            map.put("path", directory.path());
        }
        return map;
    }
}
