package io.jenkins.plugins.attune.engine.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.RuntimeUnavailableException;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Launch;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Probe;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.VersionEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
     * Finds the interpreter on a {@code PATH}.
     *
     * @throws RuntimeUnavailableException where none is there, or none fits; the message says what was found
     */
    public Interpreter find(RuntimeDescriptor descriptor, VersionRange range, String path)
            throws RuntimeUnavailableException {
        return find(descriptor, range, new OnPath(path));
    }

    /**
     * Finds the interpreter, on this machine.
     *
     * @throws RuntimeUnavailableException where none is there, or none fits; the message says what was found
     */
    public Interpreter find(RuntimeDescriptor descriptor, VersionRange range, InterpreterPlaces places)
            throws RuntimeUnavailableException {
        return find(descriptor, range, (InterpreterSearch) places);
    }

    /** The same interpreter with its version, where its descriptor tells how to ask for it. */
    public Interpreter withVersion(RuntimeDescriptor descriptor, Interpreter interpreter) {
        if (interpreter.path() == null || interpreter.version() != null) {
            return interpreter;
        }
        return candidates(descriptor).stream()
                .filter(candidate ->
                        candidate.probe().binary().equals(interpreter.launch().binary()))
                .map(candidate ->
                        programs.ask(interpreter.path(), candidate.probe()).version())
                .filter(Objects::nonNull)
                .findFirst()
                .map(version -> new Interpreter(interpreter.path(), version, interpreter.launch()))
                .orElse(interpreter);
    }

    private Interpreter find(RuntimeDescriptor descriptor, VersionRange range, InterpreterSearch search)
            throws RuntimeUnavailableException {
        Launch launch = descriptor.launch();
        if (launch.binary() == null && descriptor.probes().isEmpty()) {
            return new Interpreter(null, null, launch);
        }
        boolean any = range.equals(VersionRange.any());
        List<Interpreter> found = calledOtherwise(descriptor, search);
        if (any && !found.isEmpty()) {
            return found.get(0);
        }
        if (any && launch.binary() != null) {
            String own = search.first(launch.binary());
            if (own != null) {
                return new Interpreter(own, null, launch);
            }
        }
        for (Candidate candidate : candidates(descriptor)) {
            for (String binary : search.all(candidate.probe().binary())) {
                Programs.Answer answer = programs.ask(binary, candidate.probe());
                Interpreter interpreter = new Interpreter(binary, answer.version(), candidate.launch());
                if (answer.fits() && any) {
                    return interpreter;
                }
                if (answer.fits()) {
                    found.add(interpreter);
                }
            }
        }
        return found.stream()
                .filter(interpreter -> interpreter.version() != null && range.admits(interpreter.version()))
                .max(Comparator.comparing(Interpreter::version))
                .orElseThrow(() -> missing(descriptor, range, found, candidates(descriptor)));
    }

    /** What was asked for by a path that ends in none of the usual names, such as {@code pypy3}, and answers as they do. */
    private List<Interpreter> calledOtherwise(RuntimeDescriptor descriptor, InterpreterSearch search) {
        List<Interpreter> found = new ArrayList<>();
        for (String program : search.named()) {
            String name = String.valueOf(Path.of(program).getFileName());
            if (candidates(descriptor).stream()
                    .noneMatch(one -> one.probe().binary().equals(name))) {
                descriptor.probes().stream()
                        .map(probe -> programs.ask(program, probe))
                        .filter(Programs.Answer::fits)
                        .findFirst()
                        .ifPresent(
                                answer -> found.add(new Interpreter(program, answer.version(), descriptor.launch())));
            }
        }
        return found;
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

    private static RuntimeUnavailableException missing(
            RuntimeDescriptor descriptor, VersionRange range, List<Interpreter> found, List<Candidate> candidates) {
        String wanted = descriptor.name() + (range.equals(VersionRange.any()) ? "" : " " + range);
        String there = found.isEmpty()
                ? "none of " + names(candidates)
                        + " was found, neither on the PATH nor in the directories of version managers"
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

    /** The directories of a {@code PATH}, of which the first that has a program counts. */
    private final class OnPath implements InterpreterSearch {
        private final String path;

        OnPath(String path) {
            this.path = path;
        }

        @Override
        @CheckForNull
        public String first(String binary) {
            return programs.find(binary, path).orElse(null);
        }

        @Override
        public List<String> all(String binary) {
            return programs.find(binary, path).stream().toList();
        }
    }

    private record Candidate(Probe probe, Launch launch) {}
}
