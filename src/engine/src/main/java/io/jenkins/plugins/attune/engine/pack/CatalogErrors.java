package io.jenkins.plugins.attune.engine.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.ActionNotRunnableException;
import io.jenkins.plugins.attune.engine.error.InvalidPackException;
import io.jenkins.plugins.attune.engine.error.UnknownActionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Words the ways in which an action can't be found. */
final class CatalogErrors {
    /** Most problems of a broken pack told in one message. */
    private static final int MAX_PROBLEMS = 3;

    /** Most directories named in one message. */
    private static final int MAX_DIRECTORIES = 10;

    private CatalogErrors() {}

    static UnknownActionException unknownPack(ActionRef ref, PackCatalog catalog) {
        return new UnknownActionException(
                "there is no pack '" + ref.pack() + "', so no action '" + ref + "'", null, advice(ref, catalog));
    }

    static UnknownActionException unknownAction(ActionRef ref, LoadedPack pack, PackCatalog catalog) {
        return new UnknownActionException(
                "the pack '" + ref.pack() + "' has no action '" + ref.name() + "'",
                pack.location(),
                advice(ref, catalog));
    }

    static InvalidPackException brokenPack(LoadedPack pack) {
        List<Problem> errors = errors(pack, null);
        String place = errors.isEmpty()
                ? pack.location()
                : pack.location() + "/" + errors.get(0).place();
        return new InvalidPackException("the pack '" + pack.name() + "' can't be used: " + listed(errors), place, null);
    }

    static InvalidPackException brokenAction(ActionRef ref, LoadedPack pack, String file) {
        List<Problem> errors = errors(pack, file);
        String place =
                pack.location() + "/" + (errors.isEmpty() ? file : errors.get(0).place());
        return new InvalidPackException("the action '" + ref + "' can't be used: " + listed(errors), place, null);
    }

    /** Present where the only error of an action is that it is written for a runner of StackStorm. */
    static Optional<ActionNotRunnableException> foreignRunner(ActionRef ref, LoadedPack pack, String file) {
        List<Problem> errors = errors(pack, file);
        if (errors.size() != 1 || !errors.get(0).rule().equals(StackStorm.RULE)) {
            return Optional.empty();
        }
        Problem problem = errors.get(0);
        return Optional.of(new ActionNotRunnableException(
                "the action '" + ref + "' can't be run: " + problem.message(),
                pack.location() + "/" + problem.place(),
                null));
    }

    private static List<Problem> errors(LoadedPack pack, @CheckForNull String file) {
        return pack.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .filter(problem -> file == null
                        ? !problem.file().contains("/")
                        : problem.file().equals(file))
                .toList();
    }

    private static String listed(List<Problem> errors) {
        String first = errors.stream()
                .limit(MAX_PROBLEMS)
                .map(problem -> problem.message() + " [" + problem.rule() + "]")
                .collect(Collectors.joining("; "));
        int more = errors.size() - MAX_PROBLEMS;
        return more > 0 ? first + "; and " + more + " more" : first;
    }

    private static String advice(ActionRef ref, PackCatalog catalog) {
        List<String> all = new ArrayList<>();
        catalog.actions().forEach(action -> all.add(action.ref().toString()));
        List<String> near = NearestNames.to(ref.toString(), all);
        String meant = near.isEmpty() ? "" : "Nearest: " + String.join(", ", near) + ". ";
        List<String> directories =
                catalog.loaded().stream().map(LoadedPack::location).distinct().toList();
        if (directories.isEmpty()) {
            return meant + "No packs were found.";
        }
        String shown = directories.stream().limit(MAX_DIRECTORIES).collect(Collectors.joining(", "));
        int more = directories.size() - MAX_DIRECTORIES;
        return meant + "Packs at hand: " + shown + (more > 0 ? " and " + more + " more" : "") + ".";
    }
}
