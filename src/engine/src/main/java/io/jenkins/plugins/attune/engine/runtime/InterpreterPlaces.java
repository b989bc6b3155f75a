package io.jenkins.plugins.attune.engine.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where interpreters are looked for: at what the administrator names, on the {@code PATH}, and in the directories of
 * version managers (pyenv, nvm).
 *
 * <p>A shim of pyenv is a script that decides anew on every start, and takes longer than most actions; what it would
 * start outside any project is taken in its place.
 */
public final class InterpreterPlaces implements InterpreterSearch {
    private static final Logger LOGGER = Logger.getLogger(InterpreterPlaces.class.getName());

    /** How a directory of pyenv's shims ends. */
    private static final String SHIMS = "shims";

    private static final String VERSIONS = "versions";
    private static final String BIN = "bin";

    private final List<String> named;
    private final String path;
    private final UnaryOperator<String> machine;

    /**
     * @param named files or directories that come first
     * @param path as the variable {@code PATH} holds it
     * @param machine looks a variable of this machine up; gives null where it is not set
     */
    public InterpreterPlaces(List<String> named, String path, UnaryOperator<String> machine) {
        this.named = List.copyOf(named);
        this.path = path;
        this.machine = machine;
    }

    @Override
    @CheckForNull
    public String first(String binary) {
        List<String> found = new ArrayList<>();
        addNamed(binary, found);
        if (found.isEmpty()) {
            addFromPath(binary, found);
        }
        if (found.isEmpty()) {
            addManaged(binary, found);
        }
        return found.isEmpty() ? null : found.get(0);
    }

    /** One program that has several paths is there once, by the first of them. */
    @Override
    public List<String> all(String binary) {
        List<String> found = new ArrayList<>();
        addNamed(binary, found);
        addFromPath(binary, found);
        addManaged(binary, found);
        Set<Path> seen = new HashSet<>();
        return found.stream().filter(program -> seen.add(real(program))).toList();
    }

    @Override
    public List<String> named() {
        return named.stream()
                .filter(name -> new SearchPath(path).find(name).isPresent()
                        && Path.of(name).isAbsolute())
                .toList();
    }

    private static Path real(String program) {
        try {
            return Path.of(program).toRealPath();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> program + " is gone");
            return Path.of(program);
        }
    }

    private void addNamed(String binary, List<String> found) {
        for (String name : named) {
            Path place = Path.of(name);
            if (Files.isDirectory(place)) {
                new SearchPath(place + File.pathSeparator + place.resolve(BIN)).findAll(binary, found);
            } else if (place.endsWith(binary)) {
                new SearchPath(path).find(name).ifPresent(found::add);
            }
        }
    }

    private void addFromPath(String binary, List<String> found) {
        List<String> programs = new ArrayList<>();
        new SearchPath(path).findAll(binary, programs);
        for (String program : programs) {
            Path directory = Path.of(program).getParent();
            if (directory.endsWith(SHIMS) && Files.isDirectory(directory.resolveSibling(VERSIONS))) {
                addChosen(directory.getParent(), binary, found);
            } else {
                found.add(program);
            }
        }
    }

    /** What pyenv would start: the first of the versions it is set to that has the program. */
    private void addChosen(Path pyenv, String binary, List<String> found) {
        String chosen = machine.apply("PYENV_VERSION");
        try {
            Path global = pyenv.resolve("version");
            if (chosen == null && Files.exists(global)) {
                chosen = Files.readString(global);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "what pyenv in " + pyenv + " is set to can't be read");
        }
        if (chosen != null) {
            for (String version : chosen.strip().split("[\\s:]+")) {
                if (!version.equals("system")) {
                    new SearchPath(pyenv.resolve(VERSIONS)
                                    .resolve(version)
                                    .resolve(BIN)
                                    .toString())
                            .findAll(binary, found);
                }
            }
        }
    }

    private void addManaged(String binary, List<String> found) {
        addVersions(root("PYENV_ROOT", ".pyenv"), VERSIONS, binary, found);
        addVersions(root("NVM_DIR", ".nvm"), VERSIONS + "/node", binary, found);
    }

    @CheckForNull
    private Path root(String variable, String usual) {
        String root = machine.apply(variable);
        String home = machine.apply("HOME");
        if (root != null && !root.isEmpty()) {
            return Path.of(root);
        }
        return home == null || home.isEmpty() ? null : Path.of(home, usual);
    }

    /** Every version that a manager has installed, the highest first. */
    private static void addVersions(@CheckForNull Path root, String below, String binary, List<String> found) {
        if (root == null || !Files.isDirectory(root.resolve(below))) {
            return;
        }
        Map<Version, Path> versions = new TreeMap<>(Comparator.reverseOrder());
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(root.resolve(below))) {
            for (Path directory : directories) {
                Version version = version(directory.getFileName().toString());
                if (version != null) {
                    versions.put(version, directory);
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the interpreters in " + root + " can't be listed");
        }
        versions.values()
                .forEach(directory -> new SearchPath(directory.resolve(BIN).toString()).findAll(binary, found));
    }

    @CheckForNull
    private static Version version(String name) {
        try {
            return Version.parse(name);
        } catch (IllegalArgumentException other) {
            LOGGER.log(Level.FINEST, "not a version: {0}", name);
            return null;
        }
    }
}
