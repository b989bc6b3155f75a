package io.jenkins.plugins.attune.engine.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.Problem;
import io.jenkins.plugins.attune.engine.pack.Severity;
import io.jenkins.plugins.attune.engine.pack.YamlDocument;
import io.jenkins.plugins.attune.engine.pack.YamlObject;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Launch;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Probe;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.VersionEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a runtime descriptor from its file {@code runtimes/<name>.yaml}. */
public final class RuntimeDescriptorReader {
    private static final String REF = "ref";

    private final YamlObject fields;

    private RuntimeDescriptorReader(YamlObject fields) {
        this.fields = fields;
    }

    /** Empty where a problem of severity error was reported. */
    public static Optional<RuntimeDescriptor> read(YamlDocument document, Consumer<Problem> problems) {
        AtomicBoolean failed = new AtomicBoolean();
        Consumer<Problem> watched = problem -> {
            failed.compareAndSet(false, problem.severity() == Severity.ERROR);
            problems.accept(problem);
        };
        return YamlObject.at(document, "", watched)
                .map(fields -> new RuntimeDescriptorReader(fields).read())
                .filter(descriptor -> !failed.get());
    }

    private RuntimeDescriptor read() {
        String ref = fields.text(REF, "");
        if (ref.isBlank()) {
            fields.missing(REF, "it names the runtime, <pack>.<runtime>");
        }
        String name = fields.text("name", ref.substring(ref.lastIndexOf('.') + 1));
        Optional<YamlObject> verification = verification(fields);
        boolean always =
                verification.map(found -> found.flag("always_available", false)).orElse(false);
        List<Probe> probes = probes(verification);
        Launch launch = launch(fields, null);
        return new RuntimeDescriptor(ref, name, fields.texts("aliases"), probes, always, launch, versions(launch));
    }

    private List<VersionEntry> versions(Launch parent) {
        List<VersionEntry> entries = new ArrayList<>();
        for (YamlObject entry : fields.objects("versions")) {
            String version = entry.textAsWritten("version");
            if (version == null) {
                if (!entry.has("version")) {
                    entry.missing("version", "the version of the interpreter this entry is for");
                }
                continue;
            }
            try {
                Version.parse(version);
            } catch (IllegalArgumentException e) {
                entry.error("version", "bad-version", e.getMessage());
            }
            List<Probe> probes = probes(verification(entry));
            boolean standard = entry.flag("is_default", false);
            entries.add(new VersionEntry(version, standard, probes, launch(entry, parent)));
        }
        return entries;
    }

    private static Launch launch(YamlObject holder, @CheckForNull Launch parent) {
        Optional<YamlObject> config = holder.object("execution_config");
        if (config.isEmpty()) {
            return parent != null ? parent : RuntimeDescriptorLaunchReader.nothing();
        }
        return new RuntimeDescriptorLaunchReader(config.get()).read();
    }

    private static Optional<YamlObject> verification(YamlObject holder) {
        return holder.object("distributions").flatMap(found -> found.object("verification"));
    }

    private static List<Probe> probes(Optional<YamlObject> verification) {
        List<Probe> probes = new ArrayList<>();
        verification.map(found -> found.objects("commands")).orElse(List.of()).forEach(command -> {
            String binary = command.text("binary");
            if (binary == null) {
                if (!command.has("binary")) {
                    command.missing("binary", "the command that tells the version");
                }
                return;
            }
            int priority = command.get("priority").asInt(Integer.MAX_VALUE);
            probes.add(new Probe(
                    binary, command.texts("args"), pattern(command), priority, command.flag("optional", false)));
        });
        probes.sort(Comparator.comparingInt(Probe::priority));
        return probes;
    }

    @CheckForNull
    private static String pattern(YamlObject command) {
        String pattern = command.text("pattern");
        if (pattern == null) {
            return null;
        }
        try {
            Pattern.compile(pattern);
            return pattern;
        } catch (PatternSyntaxException e) {
            command.error("pattern", "bad-pattern", "not a regular expression: " + e.getDescription());
            return null;
        }
    }
}
