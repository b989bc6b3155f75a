package io.jenkins.plugins.attune.engine.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot.Truncation;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptorReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One reading of one pack. Used once, by one thread. */
final class PackReading {
    private static final String ACTIONS = "actions/";
    private static final String RUNTIMES = "runtimes/";
    private static final String POLICIES = "policies/";

    /** Content of other kinds of Attune servers: counted, never run. */
    private static final List<String> UNUSED =
            List.of("sensors", "triggers", "rules", "workflows", "queues", "permission_sets");

    private final PackSnapshot snapshot;
    private final Collection<RuntimeDescriptor> builtIn;
    private final ProblemList problems = new ProblemList();
    private final SortedMap<ActionRef, Action> actions = new TreeMap<>();
    private final SortedMap<String, String> broken = new TreeMap<>();
    private final SortedMap<ActionRef, YamlDocument> declared = new TreeMap<>();

    PackReading(PackSnapshot snapshot, Collection<RuntimeDescriptor> builtIn) {
        this.snapshot = snapshot;
        this.builtIn = builtIn;
    }

    LoadedPack read() {
        ProblemList.Part whole = problems.part();
        String manifestFile = manifestFile();
        boolean overBounds = truncations(whole, manifestFile);
        Optional<YamlDocument> document = manifestDocument(manifestFile, whole);
        String ref = document.map(YamlDocument::root).map(ManifestReader::refOf).orElse(null);
        PackManifest manifest = document.flatMap(found -> YamlObject.at(found, "", whole))
                .map(fields -> new ManifestReader(fields, whole).read())
                .orElse(null);
        boolean usable = manifest != null && !whole.failed() && !overBounds;
        List<RuntimeDescriptor> own = runtimes();
        List<PackPolicy> policies = policies(ref);
        readActions(new PackContext(ref, snapshot.entries(), Runtimes.of(own, builtIn)));
        Pack pack = usable
                ? new Pack(
                        snapshot.location(),
                        manifest,
                        actions,
                        own,
                        policies,
                        unused(),
                        dependencyFiles(),
                        problems.all())
                : null;
        return new LoadedPack(snapshot.location(), ref == null ? directoryName() : ref, pack, broken, problems.all());
    }

    private String manifestFile() {
        List<String> there = PackSnapshot.MANIFESTS.stream()
                .filter(snapshot.entries()::containsKey)
                .toList();
        if (there.size() > 1) {
            String message = "not read, because there is a " + there.get(0);
            problems.accept(new Problem(Severity.WARNING, there.get(1), 0, 0, "duplicate-manifest", message));
        }
        return there.isEmpty() ? PackSnapshot.MANIFESTS.get(0) : there.get(0);
    }

    /** Reports what was left out; true where so much is missing that nothing else can be relied on. */
    private boolean truncations(ProblemList.Part whole, String manifestFile) {
        boolean over = false;
        for (Truncation truncation : snapshot.truncations()) {
            boolean all = truncation.file().isEmpty();
            over |= all;
            String file = all ? manifestFile : truncation.file();
            ProblemReport report = ProblemReport.of(truncation.reason());
            Problem problem = new Problem(Severity.ERROR, file, 0, 0, report.rule(), report.message());
            if (file.equals(manifestFile) || SnapshotWalk.isDependencyFile(file)) {
                whole.accept(problem);
            } else {
                problems.accept(problem);
                breakAction(file);
            }
        }
        return over;
    }

    private Optional<YamlDocument> manifestDocument(String file, ProblemList.Part whole) {
        byte[] content = snapshot.metadata().get(file);
        if (content != null) {
            return YamlReader.read(file, content, whole);
        }
        if (!whole.failed()) {
            whole.accept(new Problem(Severity.ERROR, file, 0, 0, "missing-manifest", "a pack needs this file"));
        }
        return Optional.empty();
    }

    private List<RuntimeDescriptor> runtimes() {
        List<RuntimeDescriptor> found = new ArrayList<>();
        snapshot.metadata().forEach((file, content) -> {
            if (file.startsWith(RUNTIMES)) {
                YamlReader.read(file, content, problems)
                        .flatMap(document -> RuntimeDescriptorReader.read(document, problems))
                        .ifPresent(found::add);
            }
        });
        return found;
    }

    private List<PackPolicy> policies(@CheckForNull String pack) {
        List<PackPolicy> found = new ArrayList<>();
        snapshot.metadata().forEach((file, content) -> {
            if (file.startsWith(POLICIES)) {
                ProblemList.Part part = problems.part();
                YamlReader.read(file, content, part)
                        .flatMap(document -> YamlObject.at(document, "", part))
                        .flatMap(fields -> new PolicyReader(fields, pack).read())
                        .filter(policy -> !part.failed())
                        .ifPresent(found::add);
            }
        });
        return found;
    }

    private void readActions(PackContext context) {
        snapshot.metadata().forEach((file, content) -> {
            if (file.startsWith(ACTIONS)) {
                readAction(file, content, context);
            }
        });
    }

    private void readAction(String file, byte[] content, PackContext context) {
        ProblemList.Part part = problems.part();
        Optional<YamlDocument> document = YamlReader.read(file, content, part);
        Optional<Action> action = document.flatMap(found -> YamlObject.at(found, "", part))
                .flatMap(fields -> new ActionReader(fields, context, part).read());
        action.ifPresent(found -> checkFirst(found, document.orElseThrow(), part));
        if (part.failed()) {
            breakAction(file);
            action.ifPresent(found -> broken.putIfAbsent(found.ref().name(), file));
        } else {
            action.ifPresent(found -> actions.put(found.ref(), found));
        }
    }

    private void checkFirst(Action action, YamlDocument document, ProblemList.Part part) {
        YamlDocument first = declared.putIfAbsent(action.ref(), document);
        if (first != null) {
            YamlDocument.Position place = first.valueAt("/ref");
            String message = "the action '" + action.ref() + "' is declared already, in " + first.file() + ":"
                    + place.line() + ":" + place.column();
            part.accept(document.problem(Severity.ERROR, "/ref", "ref-mismatch", message));
        }
    }

    private void breakAction(String file) {
        if (file.startsWith(ACTIONS) && SnapshotWalk.isYaml(file)) {
            broken.putIfAbsent(ActionReader.stem(file), file);
        }
    }

    private SortedMap<String, Integer> unused() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        for (String path : snapshot.entries().keySet()) {
            String below = path.startsWith("actions/workflows/") ? path.substring(ACTIONS.length()) : path;
            int slash = below.indexOf('/');
            if (slash > 0 && UNUSED.contains(below.substring(0, slash)) && below.matches(".*\\.ya?ml")) {
                counts.merge(below.substring(0, slash), 1, Integer::sum);
            }
        }
        return counts;
    }

    private SortedMap<String, String> dependencyFiles() {
        SortedMap<String, String> files = new TreeMap<>();
        snapshot.metadata().forEach((file, content) -> {
            if (SnapshotWalk.isDependencyFile(file)) {
                files.put(file, new String(content, StandardCharsets.UTF_8));
            }
        });
        return files;
    }

    private String directoryName() {
        String path = snapshot.location().replace('\\', '/').replaceAll("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
