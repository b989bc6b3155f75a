package io.jenkins.plugins.attune;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.PinnedAction;
import io.jenkins.plugins.attune.engine.pack.ResolvedAction;
import io.jenkins.plugins.attune.packs.PackLibrary;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The actions that are known on the controller, where no build has a workspace yet. */
final class KnownActions {
    private static final Logger LOGGER = Logger.getLogger(KnownActions.class.getName());

    private KnownActions() {}

    private static PackCatalog catalog() throws IOException {
        return PackLibrary.get().catalog();
    }

    /** Empty where nobody here knows an action of this name that can be run. */
    static Optional<Action> find(String ref) {
        try {
            PinnedAction wanted = PinnedAction.parse(ref.strip());
            ResolvedAction found = catalog().resolveRunnable(wanted.ref());
            wanted.require(found);
            return Optional.of(found.action());
        } catch (AttuneException | IllegalArgumentException unknown) {
            return Optional.empty();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the packs of this Jenkins can't be read", e);
            return Optional.empty();
        }
    }

    /**
     * References of actions in which all words occur: first where they begin with the text, then where they hold it, then
     * where it is in what is said of them.
     */
    static List<String> search(String text, int most) throws IOException {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<String> words = List.of(wanted.split("\\s+"));
        List<Action> actions =
                catalog().actions().stream().filter(KnownActions::runs).toList();
        Stream<Action> begin = actions.stream().filter(action -> ref(action).startsWith(wanted));
        Stream<Action> hold = actions.stream().filter(all(words, KnownActions::ref));
        Stream<Action> say = actions.stream().filter(all(words, KnownActions::words));
        return Stream.concat(begin, Stream.concat(hold, say))
                .map(action -> action.ref().toString())
                .distinct()
                .limit(most)
                .toList();
    }

    private static boolean runs(Action action) {
        return action.about().enabled() && action.program().workflowFile() == null;
    }

    private interface Text {
        String of(Action action);
    }

    private static Predicate<Action> all(List<String> words, Text text) {
        return action -> {
            String said = text.of(action);
            return words.stream().allMatch(said::contains);
        };
    }

    private static String ref(Action action) {
        return action.ref().toString().toLowerCase(Locale.ROOT);
    }

    private static String words(Action action) {
        return (action.ref() + " " + action.about().label() + " "
                        + action.about().description() + " "
                        + String.join(" ", action.about().tags()))
                .toLowerCase(Locale.ROOT);
    }
}
