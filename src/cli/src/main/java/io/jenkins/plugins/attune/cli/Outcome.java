package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.ActionNotRunnableException;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.KeyNeed;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.Severity;
import java.util.Locale;
import java.util.Set;

/** What becomes of an action when Jenkins runs it; the best first. */
enum Outcome {
    AS_IT_IS("as is", "ask for no key"),
    WITH_KEYS("keys", "find the keys that are bound to the run"),
    ONE_RELEASE("one SDK", "find them with attune-sdk 0.3.0 only: constraints with attune-sdk==0.3.0"),
    IN_PART("in part", "may ask for more than keys and artifacts, and are told that Jenkins has no such thing"),
    NO_RELEASE("no SDK", "ask for their key in a way that no released attune-sdk takes"),
    NO_RUNNER("no runner", "have a runner that no pack at hand describes"),
    WORKFLOW("workflow", "workflows, for which Jenkins has a Jenkinsfile"),
    DISABLED("disabled", "disabled by their author"),
    BROKEN("broken", "broken; attune validate says where");

    /** Problems that say that the runner is unknown. */
    private static final Set<String> RUNNER_RULES = Set.of("unknown-runner", "stackstorm-runner");

    private final String heading;
    private final String meaning;

    Outcome(String heading, String meaning) {
        this.heading = heading;
        this.meaning = meaning;
    }

    /** In a table. */
    String heading() {
        return heading;
    }

    /** In a sentence of its own, about several actions. */
    String meaning() {
        return meaning;
    }

    boolean canRun() {
        return compareTo(NO_RELEASE) < 0;
    }

    /** For programs. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of an action that could be read. */
    static Outcome of(PackCatalog catalog, Pack pack, Action action, PackCode code) {
        if (!action.about().enabled() || !pack.manifest().about().enabled()) {
            return DISABLED;
        }
        String program = action.program().entryPoint();
        if (action.program().workflowFile() != null || program == null) {
            return WORKFLOW;
        }
        try {
            catalog.resolveRunnable(action.ref());
        } catch (ActionNotRunnableException e) {
            return NO_RUNNER;
        } catch (AttuneException e) {
            return BROKEN;
        }
        PlatformUse use = code.use(program);
        if (use.calls().contains(PlatformUse.Call.OF_NO_RELEASE)) {
            return NO_RELEASE;
        }
        if (!use.refused().isEmpty()) {
            return IN_PART;
        }
        boolean writes = KeyNeed.of(action).stream().anyMatch(KeyNeed::written);
        if (use.calls().contains(PlatformUse.Call.OF_ONE_RELEASE)
                || writes && use.calls().contains(PlatformUse.Call.OF_OLDER_RELEASES)) {
            return ONE_RELEASE;
        }
        return use.asks() || !KeyNeed.of(action).isEmpty() ? WITH_KEYS : AS_IT_IS;
    }

    /** Of one that could not be read, by what is wrong in its file. */
    static Outcome ofBroken(LoadedPack pack, String file) {
        boolean runner = pack.problems().stream()
                .filter(problem ->
                        problem.severity() == Severity.ERROR && problem.file().equals(file))
                .allMatch(problem -> RUNNER_RULES.contains(problem.rule()));
        return runner ? NO_RUNNER : BROKEN;
    }
}
