package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.source.InstallReport;
import io.jenkins.plugins.attune.engine.source.InstalledPack;
import io.jenkins.plugins.attune.engine.source.InstalledPacks;
import io.jenkins.plugins.attune.engine.source.PackInstaller;
import io.jenkins.plugins.attune.engine.source.PackLock;
import io.jenkins.plugins.attune.engine.source.PackRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune pack install}: fetches packs and keeps them. */
@Command(
        name = "install",
        description = "Installs packs, and those that they need. A pack that is there already is exchanged for the "
                + "version asked for; no other one is.",
        footer = {
            "@|bold Examples:|@",
            "  attune pack install github",
            "  attune pack install github@0.1.0 --index https://example.org/index.json",
            "  attune pack install https://example.org/mine.tar.gz --sha256 8faa2e1c…",
            "  attune pack install https://example.org/mine.git --ref v1.2.0",
            "  attune pack install ./mine",
            "  attune pack install github --lock packs.lock    remember exactly what it was",
            "  attune pack install --lock packs.lock           install exactly that",
        },
        exitCodeListHeading = "%n@|bold Exit codes|@%n",
        exitCodeList = {
            "0:all are installed",
            "64:wrong usage, or no index has such a pack",
            "65:a pack is refused, or needs one that can't be had; nothing is installed",
            "69:a source does not answer"
        })
final class PackInstallCommand extends AttuneCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "PACK",
            description = "A name, name@version, the address of an archive or a repository, or a directory.")
    private List<String> packs = new ArrayList<>();

    @Option(names = "--ref", paramLabel = "REF", description = "Branch, tag or commit of the repository.")
    @CheckForNull
    private String ref;

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description = "Checksum of the archive; for a repository, that of its files as an index gives it.")
    @CheckForNull
    private String sha256;

    @Option(
            names = "--lock",
            paramLabel = "FILE",
            description = "Writes what was installed to this file; without names, installs what is in it.")
    @CheckForNull
    private String lock;

    @Mixin
    private SourceOptions sources = new SourceOptions();

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    PackInstallCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws AttuneException, IOException, InterruptedException {
        InstalledPacks installed = sources.installed(surroundings());
        CorePack core = new CorePack();
        PackInstaller installer = new PackInstaller(
                installed,
                sources.fetcher(surroundings(), core),
                sources.indexes(surroundings()),
                Set.of(core.loaded().name()));
        InstallReport report = installer.install(requests());
        if (lock != null && !packs.isEmpty()) {
            writeLock(surroundings().resolve(lock), report);
        }
        report.notes().forEach(terminal()::warn);
        if (json) {
            InstalledPackLines lines = new InstalledPackLines(installed);
            JsonOutput.write(
                    terminal(),
                    Map.of(
                            "packs",
                            report.changes().stream()
                                    .map(change -> toMap(change, lines))
                                    .toList()));
        } else {
            report.changes().forEach(this::tell);
        }
        return ExitCodes.OK;
    }

    private List<PackRequest> requests() throws AttuneException, IOException {
        List<PackRequest> requests = new ArrayList<>();
        if (packs.isEmpty()) {
            if (lock == null) {
                throw new UsageException("a pack is missing: name one, or a file with --lock", null);
            }
            byte[] content = new InputFiles(surroundings()).read(lock, "--lock");
            PackLock.read(lock, content).forEach(pack -> requests.add(new PackRequest.Pinned(pack)));
            return requests;
        }
        if (packs.size() > 1 && (ref != null || sha256 != null)) {
            throw new UsageException("--ref and --sha256 are for one pack, and there are " + packs.size(), null);
        }
        PackArguments arguments = new PackArguments(surroundings(), ref, sha256);
        for (String pack : packs) {
            requests.add(arguments.read(pack));
        }
        return requests;
    }

    /** Adds to what the file holds already, so that it can be built up pack by pack. */
    private static void writeLock(Path file, InstallReport report) throws AttuneException, IOException {
        List<InstalledPack> pinned = new ArrayList<>();
        if (Files.exists(file)) {
            pinned.addAll(PackLock.read(file.toString(), Files.readAllBytes(file)));
        }
        for (InstallReport.Change change : report.changes()) {
            pinned.removeIf(pack -> pack.ref().equals(change.now().ref()));
            pinned.add(change.now());
        }
        Files.write(file, PackLock.write(pinned));
    }

    private void tell(InstallReport.Change change) {
        InstalledPack now = change.now();
        InstalledPack before = change.before();
        String what = "installed " + now.ref() + " " + now.version();
        if (change.isNone()) {
            what = now.ref() + " " + now.version() + " was installed already";
        } else if (before != null) {
            what = "installed " + now.ref() + " " + now.version() + " in place of " + before.version();
        }
        String why = change.requiredBy().isEmpty() ? "" : ", which " + change.requiredBy() + " needs";
        PrintStream out = terminal().text();
        out.println(what + " (" + InstalledPackLines.brief(now) + ")" + why);
        out.flush();
        change.problems()
                .forEach(problem -> terminal().warn(now.ref() + ": " + problem.place() + ": " + problem.message()));
    }

    private static Map<String, Object> toMap(InstallReport.Change change, InstalledPackLines lines) {
        Map<String, Object> map = new LinkedHashMap<>(lines.toMap(change.now()));
        InstalledPack before = change.before();
        map.put("before", before == null ? null : before.version());
        map.put("changed", !change.isNone());
        map.put("requiredBy", change.requiredBy());
        return map;
    }
}
