package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.source.InstalledPack;
import io.jenkins.plugins.attune.engine.source.InstalledPacks;
import io.jenkins.plugins.attune.engine.source.Updates;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune pack outdated}: what the sources have that is newer. */
@Command(
        name = "outdated",
        description = "Asks the sources of installed packs what they have now. Takes nothing: 'attune pack install' "
                + "does, for the packs that it is given.",
        footer = {
            "@|bold Examples:|@",
            "  attune pack outdated",
            "  attune pack outdated --json | jq -r '.packs[] | select(.state == \"outdated\").ref'",
        })
final class PackOutdatedCommand extends AttuneCommand {
    private static final int SHORT = 12;

    @Mixin
    private SourceOptions sources = new SourceOptions();

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    PackOutdatedCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws AttuneException, IOException, InterruptedException {
        InstalledPacks installed = sources.installed(surroundings());
        Updates updates = new Updates(sources.fetcher(surroundings(), new CorePack()), sources.indexes(surroundings()));
        List<Updates.Update> found = new ArrayList<>();
        for (InstalledPack pack : installed.list().packs()) {
            found.add(updates.of(pack));
        }
        if (json) {
            JsonOutput.write(
                    terminal(),
                    Map.of(
                            "packs",
                            found.stream().map(PackOutdatedCommand::toMap).toList()));
        } else {
            print(found);
        }
        return ExitCodes.OK;
    }

    private void print(List<Updates.Update> found) {
        PrintStream out = terminal().text();
        int outdated = 0;
        for (Updates.Update update : found) {
            outdated += update.state() == Updates.State.OUTDATED ? 1 : 0;
            if (update.state() != Updates.State.CURRENT) {
                out.println(line(update).stripTrailing());
            }
        }
        out.println(outdated + " of " + found.size() + (found.size() == 1 ? " pack" : " packs") + " outdated");
        out.flush();
    }

    private static String line(Updates.Update update) {
        InstalledPack pack = update.pack();
        String offered =
                update.offered().length() > 2 * SHORT ? update.offered().substring(0, SHORT) : update.offered();
        return String.format(
                Locale.ROOT,
                "%-20s  %-10s  %-9s  %s  %s",
                pack.ref(),
                pack.version(),
                state(update),
                offered.isEmpty() ? "-" : offered,
                update.note());
    }

    private static String state(Updates.Update update) {
        return update.state().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> toMap(Updates.Update update) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ref", update.pack().ref());
        map.put("version", update.pack().version());
        map.put("commit", update.pack().provenance().commit());
        map.put("state", state(update));
        map.put("offered", update.offered());
        map.put("note", update.note());
        return map;
    }
}
