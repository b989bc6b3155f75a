package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What becomes of the actions of packs when Jenkins runs them. */
record Coverage(List<PackLine> packs) {
    private static final String CLIENT = "attune-sdk";
    private static final Pattern NAMES_CLIENT = Pattern.compile("(?im)^\\s*" + CLIENT + "\\b");

    /**
     * Of one pack.
     *
     * @param actions by their full name
     * @param unused other content than actions: kind to number of files
     */
    record PackLine(
            String pack, SortedMap<String, Outcome> actions, Map<String, Integer> unused, Collection<String> remarks) {
        int count(Outcome outcome) {
            return (int) actions.values().stream().filter(outcome::equals).count();
        }

        int running() {
            return (int) actions.values().stream().filter(Outcome::canRun).count();
        }
    }

    static Coverage of(PackCatalog catalog, CorePack core) throws IOException {
        List<PackLine> lines = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (LoadedPack loaded : catalog.loaded()) {
            if (!core.is(loaded.location()) && seen.add(loaded.name())) {
                lines.add(line(catalog, loaded));
            }
        }
        return new Coverage(lines);
    }

    private static PackLine line(PackCatalog catalog, LoadedPack loaded) throws IOException {
        SortedMap<String, Outcome> actions = new TreeMap<>();
        Pack pack = loaded.pack();
        if (pack == null) {
            return new PackLine(
                    loaded.name(), actions, Map.of(), List.of("can't be read: attune validate says what is wrong"));
        }
        PackCode code = PackCode.of(loaded.location());
        pack.actions()
                .values()
                .forEach(action -> actions.put(action.ref().toString(), Outcome.of(catalog, pack, action, code)));
        loaded.broken()
                .forEach((name, file) -> actions.put(loaded.name() + "." + name, Outcome.ofBroken(loaded, file)));
        PlatformUse use = code.use();
        List<String> remarks = new ArrayList<>(use.remarks());
        boolean named = pack.dependencyFiles().values().stream()
                .anyMatch(text -> NAMES_CLIENT.matcher(text).find());
        if (use.imports() && !named) {
            remarks.add("does not name " + CLIENT + " among its requirements: an extra requirement");
        }
        return new PackLine(
                loaded.name(),
                actions,
                pack.unused().entrySet().stream()
                        .filter(content -> content.getValue() > 0)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Integer::sum, TreeMap::new)),
                remarks);
    }

    /** All of them as one. */
    PackLine total() {
        SortedMap<String, Outcome> actions = new TreeMap<>();
        SortedMap<String, Integer> unused = new TreeMap<>();
        for (PackLine line : packs) {
            actions.putAll(line.actions());
            line.unused().forEach((kind, number) -> unused.merge(kind, number, Integer::sum));
        }
        return new PackLine("total of " + packs.size(), actions, unused, List.of());
    }

    /** How many packs have an action with this outcome. */
    long packsWith(Outcome outcome) {
        return packs.stream().filter(line -> line.count(outcome) > 0).count();
    }

    Map<String, Object> toMap() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("packs", packs.stream().map(Coverage::toMap).toList());
        Map<String, Object> total = new LinkedHashMap<>(numbers(total()));
        total.put("packs", packs.size());
        total.put(
                "packsThatRunWhole",
                packs.stream()
                        .filter(line -> line.running() == line.actions().size()
                                && !line.actions().isEmpty())
                        .count());
        total.put(
                "packsThatRunNothing",
                packs.stream().filter(line -> line.running() == 0).count());
        document.put("total", total);
        return document;
    }

    private static Map<String, Object> toMap(PackLine line) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("pack", line.pack());
        map.putAll(numbers(line));
        map.put("remarks", line.remarks());
        Map<String, String> outcomes = new TreeMap<>();
        line.actions().forEach((action, outcome) -> outcomes.put(action, outcome.code()));
        map.put("outcomes", outcomes);
        return map;
    }

    private static Map<String, Object> numbers(PackLine line) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("actions", line.actions().size());
        map.put("canRun", line.running());
        for (Outcome outcome : Outcome.values()) {
            map.put(outcome.code(), line.count(outcome));
        }
        map.put("notUsed", line.unused());
        return map;
    }
}
