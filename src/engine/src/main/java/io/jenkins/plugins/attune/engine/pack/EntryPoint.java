package io.jenkins.plugins.attune.engine.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot.Entry;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot.Entry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Finds the program of an action among the files of its pack, and sees to it that it does not lie outside. */
final class EntryPoint {
    private static final String FIELD = "entry_point";
    private static final String DIRECTORY = "actions/";

    private EntryPoint() {}

    /** The path below {@code actions/}; null, and reported, where the field is no use. */
    @CheckForNull
    static String read(YamlObject fields, SortedMap<String, Entry> entries) {
        if (!fields.has(FIELD)) {
            fields.error(
                    "missing-entry-point",
                    "the field 'entry_point' is missing: it names the file below actions/ that is run");
            return null;
        }
        String text = fields.text(FIELD);
        if (text == null) {
            return null;
        }
        if (text.isBlank()) {
            fields.error(FIELD, "missing-entry-point", "'entry_point' must name the file below actions/ that is run");
            return null;
        }
        String path = normalise(text);
        if (path == null) {
            fields.error(
                    FIELD, "entry-point-outside", "the file '" + YamlObject.shown(text) + "' lies outside the pack");
            return null;
        }
        return check(fields, text, path, entries) ? below(path) : null;
    }

    private static boolean check(YamlObject fields, String text, String path, SortedMap<String, Entry> entries) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            Entry parent = entries.get(path.substring(0, slash));
            if (parent != null && parent.kind() == Kind.LINK_OUTSIDE) {
                fields.error(FIELD, "entry-point-outside", outside(text));
                return false;
            }
        }
        Entry entry = entries.get(path);
        if (entry == null || entry.kind() == Kind.LINK_BROKEN) {
            String what = entry == null ? "there is no file '" : "nothing is at the end of the link '";
            fields.error(FIELD, "entry-point-not-found", what + YamlObject.shown(path) + "'" + nearest(path, entries));
            return false;
        }
        if (entry.kind() == Kind.LINK_OUTSIDE) {
            fields.error(FIELD, "entry-point-outside", outside(text));
            return false;
        }
        boolean directory = entry.kind() == Kind.DIRECTORY
                || !entries.subMap(path + "/", path + "0").isEmpty();
        if (directory || entry.kind() == Kind.OTHER) {
            fields.error(FIELD, "entry-point-not-found", "'" + YamlObject.shown(path) + "' is not a file");
            return false;
        }
        return true;
    }

    private static String outside(String text) {
        return "the file '" + YamlObject.shown(text) + "' is a link, or lies behind one, that leads out of the pack";
    }

    private static String nearest(String path, SortedMap<String, Entry> entries) {
        List<String> files = entries.entrySet().stream()
                .filter(entry -> entry.getValue().kind() != Kind.DIRECTORY)
                .map(SortedMap.Entry::getKey)
                .filter(name -> name.startsWith(DIRECTORY) && !SnapshotWalk.isYaml(name))
                .toList();
        List<String> near = NearestNames.to(path, files);
        return near.isEmpty() ? "" : "; perhaps '" + near.get(0) + "'";
    }

    /** The path below the pack without {@code .} and {@code ..}; null where it leads out. */
    @CheckForNull
    private static String normalise(String text) {
        if (text.startsWith("/") || text.startsWith("\\") || text.matches("[A-Za-z]:[\\\\/].*")) {
            return null;
        }
        List<String> parts = new ArrayList<>(List.of("actions"));
        for (String part : text.split("/")) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return null;
                }
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts.isEmpty() ? null : String.join("/", parts);
    }

    private static String below(String path) {
        return path.startsWith(DIRECTORY) ? path.substring(DIRECTORY.length()) : "../" + path;
    }
}
