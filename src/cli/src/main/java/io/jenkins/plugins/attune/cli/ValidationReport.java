package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.Problem;
import io.jenkins.plugins.attune.engine.pack.Severity;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is wrong with a number of packs, for people and for programs. */
final class ValidationReport {
    private final SortedMap<String, LoadedPack> packs = new TreeMap<>();

    /** @param place the pack's directory, as it is shown; a pack that is there already counts once */
    void add(String place, LoadedPack pack) {
        packs.put(place, pack);
    }

    long errors() {
        return count(Severity.ERROR);
    }

    void print(Terminal terminal) {
        PrintStream out = terminal.text();
        packs.forEach((place, pack) -> {
            pack.problems().forEach(problem -> out.println(line(terminal, place, problem)));
            String unused = unused(pack);
            if (!unused.isEmpty()) {
                out.println((place.isEmpty() ? "." : place) + ": " + terminal.styled("cyan", "note:") + " " + unused
                        + " present and not used");
            }
        });
        out.println(summary());
        out.flush();
    }

    Map<String, Object> toMap() {
        Map<String, Object> document = new LinkedHashMap<>();
        List<Object> list = new ArrayList<>();
        packs.forEach((place, loaded) -> list.add(toMap(place, loaded)));
        document.put("packs", list);
        document.put(
                "summary",
                Map.of(
                        "packs", packs.size(),
                        "actions", actions(),
                        "errors", errors(),
                        "warnings", count(Severity.WARNING)));
        return document;
    }

    private static Map<String, Object> toMap(String place, LoadedPack loaded) {
        Map<String, Object> map = new LinkedHashMap<>();
        Pack pack = loaded.pack();
        map.put("ref", loaded.name());
        map.put("version", pack == null ? null : pack.manifest().version());
        map.put("directory", place.isEmpty() ? "." : place);
        map.put("actions", pack == null ? 0 : pack.actions().size());
        map.put("unused", pack == null ? Map.of() : pack.unused());
        map.put(
                "problems",
                loaded.problems().stream().map(problem -> toMap(place, problem)).toList());
        return map;
    }

    private static Map<String, Object> toMap(String place, Problem problem) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("severity", name(problem.severity()));
        map.put("file", file(place, problem.file()));
        map.put("line", problem.line());
        map.put("column", problem.column());
        map.put("rule", problem.rule());
        map.put("message", problem.message());
        return map;
    }

    private static String line(Terminal terminal, String place, Problem problem) {
        String style = problem.severity() == Severity.ERROR ? "bold,red" : "yellow";
        return file(place, problem.place()) + ": " + terminal.styled(style, name(problem.severity()) + ":") + " "
                + problem.message() + " [" + problem.rule() + "]";
    }

    private static String file(String place, String file) {
        if (file.isEmpty()) {
            return place.isEmpty() ? "." : place;
        }
        return place.isEmpty() ? file : place + "/" + file;
    }

    private static String name(Severity severity) {
        return severity == Severity.ERROR ? "error" : "warning";
    }

    private static String unused(LoadedPack loaded) {
        Pack pack = loaded.pack();
        return pack == null
                ? ""
                : pack.unused().entrySet().stream()
                        .filter(content -> content.getValue() > 0)
                        .map(content -> counted(content.getValue(), singular(content.getKey())))
                        .collect(Collectors.joining(", "));
    }

    private static String singular(String directory) {
        String words = directory.replace('_', ' ');
        return words.endsWith("s") ? words.substring(0, words.length() - 1) : words;
    }

    private String summary() {
        return String.join(
                ", ",
                counted(packs.size(), "pack"),
                counted(actions(), "action"),
                counted(errors(), "error"),
                counted(count(Severity.WARNING), "warning"));
    }

    private static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private long actions() {
        return packs.values().stream()
                .mapToLong(loaded ->
                        loaded.pack() == null ? 0 : loaded.pack().actions().size())
                .sum();
    }

    private long count(Severity severity) {
        return packs.values().stream()
                .flatMap(loaded -> loaded.problems().stream())
                .filter(problem -> problem.severity() == severity)
                .count();
    }
}
