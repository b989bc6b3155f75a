package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.attune.engine.history.PastRun;
import io.jenkins.plugins.attune.engine.history.RunHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * The runs of this Jenkins that go on, and those of late, for pages and other ways in: of a job that the current user may
 * not read, nothing.
 *
 * <p>What is over comes from the same entries as the audit log; {@link RunHistory} says how much of it is kept. Any thread
 * may call; only the first call reads the disk.
 */
@Extension
public final class RecentRuns {
    private static final Logger LOGGER = Logger.getLogger(RecentRuns.class.getName());

    private final Map<String, RunAudit> going = new ConcurrentHashMap<>();

    @CheckForNull
    private volatile RunHistory history;

    /** A run that goes on: it waits for its turn, is prepared, or is on its agent. */
    public record Going(String id, String action, Run<?, ?> build, long begun) {}

    public static RecentRuns get() {
        return ExtensionList.lookupSingleton(RecentRuns.class);
    }

    /** Where they are kept. */
    static Path journal() {
        return Jenkins.get().getRootDir().toPath().resolve("attune").resolve("runs.journal");
    }

    private RunHistory history() throws IOException {
        RunHistory known = history;
        return known == null ? opened() : known;
    }

    private synchronized RunHistory opened() throws IOException {
        RunHistory open = history;
        if (open == null) {
            open = RunHistory.open(
                    journal(),
                    RunHistory.Bounds.DEFAULT,
                    problem -> LOGGER.log(Level.WARNING, "Attune''s history of runs: {0}", problem));
            history = open;
        }
        return open;
    }

    void begun(RunAudit run) {
        going.put(run.id(), run);
    }

    void over(RunAudit run) {
        going.remove(run.id());
    }

    /** Adds a run that is over; a history that can't be read keeps no run from its end. */
    public void add(PastRun run) {
        try {
            history().add(run);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "run " + run.id() + " is missing from Attune's history");
        }
    }

    /** The newest first. */
    public List<Going> going(Predicate<Going> wanted) {
        Predicate<String> readable = new Readers();
        return going.values().stream()
                .map(RunAudit::going)
                .filter(run -> readable.test(run.build().getParent().getFullName()) && wanted.test(run))
                .sorted(Comparator.comparing(Going::begun).reversed())
                .toList();
    }

    /** The part of the history that the query asks for, of the jobs that the current user may read. */
    public RunHistory.Page page(RunHistory.Query query) throws IOException {
        Predicate<String> readable = new Readers();
        return history()
                .page(new RunHistory.Query(
                        query.action(),
                        // The cheaper question first.
                        run -> query.wanted().test(run)
                                && readable.test(run.origin().job()),
                        query.from(),
                        query.limit()));
    }

    /** See {@link RunHistory#rename}. */
    void rename(String from, String to) throws IOException {
        history().rename(from, to);
    }

    /** See {@link RunHistory#forget}. */
    void forget(String job) throws IOException {
        history().forget(job);
    }

    /** Has the last runs written before Jenkins goes. */
    @Terminator
    public static void close() throws IOException {
        // Nobody has asked for it where Jenkins goes down before it was up.
        for (RecentRuns runs : ExtensionList.lookup(RecentRuns.class)) {
            RunHistory open = runs.history;
            if (open != null) {
                open.close();
            }
        }
    }

    /** Asks once for each job whether the current user may read it. */
    private static final class Readers implements Predicate<String> {
        private final Map<String, Boolean> known = new HashMap<>();

        @Override
        public boolean test(String job) {
            return known.computeIfAbsent(job, Readers::mayRead);
        }

        private static boolean mayRead(String name) {
            Item job;
            try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
                job = Jenkins.get().getItemByFullName(name);
            }
            return job != null && job.hasPermission(Item.READ);
        }
    }
}
