package io.jenkins.plugins.attune.engine.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.RuntimeUnavailableException;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Launch;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Probe;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.VersionEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the interpreter that a descriptor and a version range ask for on this machine.
 *
 * <p>Where any version will do, the descriptor's own binary is taken if it is there, and nothing is started. Otherwise
 * every candidate is asked for its version, once for as long as its file stays the same, and the highest that fits is
 * taken. There is no fallback to one that does not fit.
 */
public final class InterpreterFinder {
    private static final Comparator<Candidate> BY_PRIORITY =
            Comparator.comparingInt(candidate -> candidate.probe().priority());

    private final Programs programs;

    /** For this machine. */
    public InterpreterFinder() {
        this(new InterpreterProbe());
    }

    /** @param programs of the place the interpreter is for */
    public InterpreterFinder(Programs programs) {
        this.programs = programs;
    }

    /**
     * Finds the interpreter.
     *
     * @param path directories to search, as the variable {@code PATH} holds them
     * @throws RuntimeUnavailableException where none is there, or none fits; the message says what was found
     */
    public Interpreter find(RuntimeDescriptor descriptor, VersionRange range, String path)
            throws RuntimeUnavailableException {
        Launch launch = descriptor.launch();
        if (launch.binary() == null && descriptor.probes().isEmpty()) {
            return new Interpreter(null, null, launch);
        }
        boolean any = range.equals(VersionRange.any());
        if (any && launch.binary() != null) {
            Optional<String> own = programs.find(launch.binary(), path);
            if (own.isPresent()) {
                return new Interpreter(own.get(), null, launch);
            }
        }
        List<Interpreter> found = new ArrayList<>();
        for (Candidate candidate : candidates(descriptor)) {
            Interpreter interpreter = ask(candidate, path);
            if (interpreter != null) {
                if (any) {
                    return interpreter;
                }
                found.add(interpreter);
            }
        }
        return found.stream()
                .filter(interpreter -> interpreter.version() != null && range.admits(interpreter.version()))
                .max(Comparator.comparing(Interpreter::version))
                .orElseThrow(() -> missing(descriptor, range, found, candidates(descriptor)));
    }

    private static List<Candidate> candidates(RuntimeDescriptor descriptor) {
        List<Candidate> candidates = new ArrayList<>();
        descriptor.probes().forEach(probe -> candidates.add(new Candidate(probe, descriptor.launch())));
        for (VersionEntry entry : descriptor.versions()) {
            entry.probes().forEach(probe -> candidates.add(new Candidate(probe, entry.launch())));
        }
        // Stable, so that what comes first in the file comes first among equals.
        candidates.sort(BY_PRIORITY);
        return candidates;
    }

    @CheckForNull
    private Interpreter ask(Candidate candidate, String path) {
        Optional<String> binary = programs.find(candidate.probe().binary(), path);
        if (binary.isEmpty()) {
            return null;
        }
        Programs.Answer answer = programs.ask(binary.get(), candidate.probe());
        return answer.fits() ? new Interpreter(binary.get(), answer.version(), candidate.launch()) : null;
    }

    private static RuntimeUnavailableException missing(
            RuntimeDescriptor descriptor, VersionRange range, List<Interpreter> found, List<Candidate> candidates) {
        String wanted = descriptor.name() + (range.equals(VersionRange.any()) ? "" : " " + range);
        String there = found.isEmpty()
                ? "none of " + names(candidates) + " was found on the PATH"
                : "this machine has "
                        + found.stream()
                                .map(one -> one.version() + " (" + one.path() + ")")
                                .distinct()
                                .collect(Collectors.joining(", "));
        return new RuntimeUnavailableException(
                "the action needs " + wanted + ", and " + there,
                null,
                "Install it on this machine, or run the action where it is installed (in Jenkins: by a label).");
    }

    private static String names(List<Candidate> candidates) {
        return candidates.stream()
                .map(candidate -> candidate.probe().binary())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private record Candidate(Probe probe, Launch launch) {}
}
