package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.KeyNeed;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Packs, their actions and their keys, in numbers. */
record KeyTable(List<Line> lines) {
    private static final String ROW = "%-18s %7s %7s %9s %7s  %s%n";

    /** Of one pack. */
    record Line(String pack, Counts counts, Set<String> references, Collection<String> remarks) {}

    /**
     * Of its actions.
     *
     * @param refused those that can't run, by reason
     */
    record Counts(int actions, int reading, int writing, Map<String, Integer> refused) {
        int running() {
            return actions
                    - refused.values().stream().mapToInt(Integer::intValue).sum();
        }

        Counts plus(Counts other) {
            Map<String, Integer> all = new TreeMap<>(refused);
            other.refused.forEach((reason, number) -> all.merge(reason, number, Integer::sum));
            return new Counts(actions + other.actions, reading + other.reading, writing + other.writing, all);
        }
    }

    static KeyTable of(PackCatalog catalog, CorePack core) throws IOException {
        List<Line> lines = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (LoadedPack loaded : catalog.loaded()) {
            Pack pack = loaded.pack();
            if (pack != null && seen.add(loaded.name()) && !core.is(loaded.location())) {
                lines.add(line(catalog, loaded, pack));
            }
        }
        return new KeyTable(lines);
    }

    private static Line line(PackCatalog catalog, LoadedPack loaded, Pack pack) throws IOException {
        Counts counts = new Counts(0, 0, 0, Map.of());
        Set<String> references = new TreeSet<>();
        for (Action action : pack.actions().values()) {
            List<KeyNeed> needs = KeyNeed.of(action);
            boolean reads = needs.stream().anyMatch(need -> !need.written());
            boolean writes = needs.stream().anyMatch(KeyNeed::written);
            String reason = obstacle(catalog, action);
            counts = counts.plus(
                    new Counts(1, reads ? 1 : 0, writes ? 1 : 0, reason.isEmpty() ? Map.of() : Map.of(reason, 1)));
            needs.stream()
                    .map(KeyNeed::reference)
                    .filter(reference -> reference != null)
                    .forEach(references::add);
        }
        return new Line(
                loaded.name(),
                counts,
                references,
                PackCode.of(loaded.location()).use().remarks());
    }

    private static String obstacle(PackCatalog catalog, Action action) {
        if (!action.about().enabled()) {
            return "disabled";
        }
        if (action.program().workflowFile() != null) {
            return "workflow";
        }
        try {
            catalog.resolveRunnable(action.ref());
            return "";
        } catch (AttuneException e) {
            return "not runnable";
        }
    }

    private Counts total() {
        return lines.stream().map(Line::counts).reduce(new Counts(0, 0, 0, Map.of()), Counts::plus);
    }

    void print(Terminal terminal) {
        PrintStream out = terminal.text();
        out.print(terminal.styled(
                "bold", String.format(ROW, "pack", "actions", "can run", "want keys", "write", "not run; keys")));
        for (Line line : lines) {
            row(out, line.pack(), line.counts(), String.join(", ", line.references()));
            line.remarks().forEach(remark -> out.println("    " + remark));
        }
        row(out, "total of " + lines.size(), total(), "");
        out.flush();
    }

    private static void row(PrintStream out, String name, Counts counts, String references) {
        List<String> words = new ArrayList<>();
        counts.refused().forEach((reason, number) -> words.add(number + " " + reason));
        if (!references.isEmpty()) {
            words.add(references);
        }
        out.print(String.format(
                        ROW,
                        name,
                        counts.actions(),
                        counts.running(),
                        counts.reading(),
                        counts.writing(),
                        String.join("; ", words))
                .stripTrailing());
        out.println();
    }

    Map<String, Object> toMap() {
        return Map.of("packs", lines.stream().map(KeyTable::toMap).toList(), "total", toMap(total()));
    }

    private static Map<String, Object> toMap(Line line) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("pack", line.pack());
        map.putAll(toMap(line.counts()));
        map.put("references", line.references());
        map.put("remarks", line.remarks());
        return map;
    }

    private static Map<String, Object> toMap(Counts counts) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("actions", counts.actions());
        map.put("canRun", counts.running());
        map.put("wantKeys", counts.reading());
        map.put("writeKeys", counts.writing());
        map.put("refused", counts.refused());
        return map;
    }
}
