package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.Problem;
import io.jenkins.plugins.attune.engine.pack.Severity;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The packs at hand and what is in them, in the order in which they are searched. */
record PackListing(List<PackLine> packs) {

    /**
     * One pack.
     *
     * @param directory as people read it
     * @param errors number of errors in its files
     * @param shadowed whether a pack of the same name comes before
     */
    record PackLine(String ref, @CheckForNull String version, Source source, List<ActionLine> actions) {
        /** Where it is, and in what state. */
        record Source(String directory, long errors, boolean shadowed) {}
    }

    /** One action; {@code state} says why it does not run here, or is empty. */
    record ActionLine(String ref, String label, String state) {}

    static PackListing of(PackCatalog catalog, CorePack core, Surroundings surroundings) throws IOException {
        List<PackLine> lines = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (LoadedPack loaded : catalog.loaded()) {
            boolean builtIn = core.is(loaded.location());
            boolean shadowed = !seen.add(loaded.name());
            if (builtIn && shadowed) {
                continue; // what comes with the command is there to be replaced
            }
            String directory = builtIn ? "built in" : surroundings.shown(loaded.location());
            Pack pack = loaded.pack();
            lines.add(new PackLine(
                    loaded.name(),
                    pack == null ? null : pack.manifest().version(),
                    new PackLine.Source(directory, errors(loaded), shadowed),
                    pack == null || shadowed ? List.of() : actions(catalog, pack)));
        }
        return new PackListing(lines);
    }

    private static List<ActionLine> actions(PackCatalog catalog, Pack pack) {
        return pack.actions().values().stream()
                .map(action ->
                        new ActionLine(action.ref().toString(), action.about().label(), state(catalog, pack, action)))
                .toList();
    }

    private static String state(PackCatalog catalog, Pack pack, Action action) {
        if (!action.about().enabled() || !pack.manifest().about().enabled()) {
            return "disabled";
        }
        if (action.program().workflowFile() != null) {
            return "workflow, not run here";
        }
        try {
            catalog.resolveRunnable(action.ref());
            return "";
        } catch (AttuneException e) {
            return "not runnable";
        }
    }

    private static long errors(LoadedPack pack) {
        return pack.problems().stream()
                .map(Problem::severity)
                .filter(Severity.ERROR::equals)
                .count();
    }

    void print(Terminal terminal) {
        PrintStream out = terminal.text();
        int width = packs.stream()
                .flatMap(pack -> pack.actions().stream())
                .mapToInt(action -> action.ref().length())
                .max()
                .orElse(0);
        for (PackLine pack : packs) {
            out.println(heading(terminal, pack));
            for (ActionLine action : pack.actions()) {
                String padding = " ".repeat(width - action.ref().length() + 2);
                String state =
                        action.state().isEmpty() ? "" : "  " + terminal.styled("yellow", "(" + action.state() + ")");
                out.println(("  " + action.ref() + padding + action.label() + state).stripTrailing());
            }
        }
        out.flush();
    }

    private static String heading(Terminal terminal, PackLine pack) {
        StringBuilder line = new StringBuilder(terminal.styled("bold", pack.ref()));
        if (pack.version() != null) {
            line.append(' ').append(pack.version());
        }
        line.append("  ").append(pack.source().directory());
        if (pack.source().shadowed()) {
            line.append("  (not used: a pack of this name comes before)");
        }
        if (pack.source().errors() > 0) {
            line.append("  ")
                    .append(terminal.styled(
                            "bold,red", pack.source().errors() + (pack.source().errors() == 1 ? " error" : " errors")))
                    .append(", see: attune validate ")
                    .append(pack.source().directory());
        }
        return line.toString();
    }

    Map<String, Object> toMap() {
        return Map.of("packs", packs.stream().map(PackListing::toMap).toList());
    }

    private static Map<String, Object> toMap(PackLine pack) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ref", pack.ref());
        map.put("version", pack.version());
        map.put("directory", pack.source().directory());
        map.put("errors", pack.source().errors());
        map.put("shadowed", pack.source().shadowed());
        map.put("actions", pack.actions().stream().map(PackListing::toMap).toList());
        return map;
    }

    private static Map<String, Object> toMap(ActionLine action) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ref", action.ref());
        map.put("label", action.label());
        map.put("state", action.state().isEmpty() ? "runnable" : action.state());
        return map;
    }
}
