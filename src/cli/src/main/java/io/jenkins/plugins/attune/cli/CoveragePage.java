package io.jenkins.plugins.attune.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Coverage for people: a line for each pack, the sum, and a sentence for each reason. */
record CoveragePage(Coverage coverage) {
    private static final String ROW = "%-18s %7s %7s";
    private static final String CELL = " %7s";

    void print(Terminal terminal, boolean actions) {
        PrintStream out = terminal.text();
        StringBuilder heading = new StringBuilder(String.format(ROW, "pack", "actions", "can run"));
        columns().forEach(outcome -> heading.append(String.format(CELL, outcome.heading())));
        out.println(terminal.styled("bold", heading + "  can't run; not used here"));
        for (Coverage.PackLine line : coverage.packs()) {
            out.println(row(line));
            line.remarks().forEach(remark -> out.println("    " + remark));
            if (actions) {
                line.actions()
                        .forEach((action, outcome) -> out.println(
                                "    " + action + ": " + (outcome.canRun() ? "" : "not run, ") + outcome.heading()));
            }
        }
        Coverage.PackLine total = coverage.total();
        out.println(row(total));
        out.println();
        reasons(total, true).forEach(out::println);
        reasons(total, false).forEach(out::println);
        if (!total.unused().isEmpty()) {
            out.println("not used, since Jenkins has triggers, jobs and rights of its own: " + unused(total));
        }
        out.flush();
    }

    private static List<Outcome> columns() {
        return Stream.of(Outcome.values()).filter(Outcome::canRun).toList();
    }

    private static String row(Coverage.PackLine line) {
        StringBuilder row =
                new StringBuilder(String.format(ROW, line.pack(), line.actions().size(), line.running()));
        columns().forEach(outcome -> row.append(String.format(CELL, line.count(outcome))));
        List<String> refused = Stream.of(Outcome.values())
                .filter(outcome -> !outcome.canRun() && line.count(outcome) > 0)
                .map(outcome -> line.count(outcome) + " " + outcome.heading())
                .toList();
        String words = Stream.of(String.join(", ", refused), unused(line))
                .filter(list -> !list.isEmpty())
                .collect(Collectors.joining("; "));
        return (row + "  " + words).stripTrailing();
    }

    private static String unused(Coverage.PackLine line) {
        return line.unused().entrySet().stream()
                .map(content -> content.getValue() + " " + content.getKey().replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private List<String> reasons(Coverage.PackLine total, boolean canRun) {
        List<String> lines = new ArrayList<>();
        int sum = canRun ? total.running() : total.actions().size() - total.running();
        lines.add(counted(sum, "action") + (canRun ? " can be run in Jenkins, of which" : " can't, of which"));
        for (Outcome outcome : Outcome.values()) {
            int count = total.count(outcome);
            if (outcome.canRun() == canRun && count > 0) {
                lines.add(String.format(
                        "%7d in %s: %s", count, counted(coverage.packsWith(outcome), "pack"), outcome.meaning()));
            }
        }
        return lines;
    }

    private static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
