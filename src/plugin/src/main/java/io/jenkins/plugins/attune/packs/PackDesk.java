package io.jenkins.plugins.attune.packs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.attune.AttunePermissions;
import io.jenkins.plugins.attune.audit.AuditTrail;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.engine.audit.PackAuditEntry;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import io.jenkins.plugins.attune.engine.source.InstallReport;
import io.jenkins.plugins.attune.engine.source.InstalledPack;
import io.jenkins.plugins.attune.engine.source.PackSpec;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/**
 * Installs and removes packs in the background, one after the other, and remembers what came of it.
 *
 * <p>What people ask for needs {@link AttunePermissions#MANAGE_PACKS}, is made in their name, and goes into the audit log.
 * They name packs, never addresses: where a pack comes from is what the administrator has configured. Any thread may
 * ask; a single thread of its own works, because the network takes long and packs depend on each other.
 */
@Extension
public final class PackDesk {
    private static final Logger LOGGER = Logger.getLogger(PackDesk.class.getName());

    /** The name under which the configuration asks. */
    static final String SYSTEM = ACL.SYSTEM_USERNAME;

    private static final int MAX_WAITING = 200;
    private static final long IDLE_SECONDS = 60;

    private final PackTasks tasks = new PackTasks();
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            new NamingThreadFactory(new DaemonThreadFactory(), "Attune packs"));

    @CheckForNull
    private volatile PackNews news;

    private volatile boolean looking;

    public PackDesk() {
        worker.allowCoreThreadTimeOut(true);
    }

    public static PackDesk get() {
        return ExtensionList.lookupSingleton(PackDesk.class);
    }

    /**
     * Installs a pack from the sources, or updates one that is there, with what it needs.
     *
     * @param spec {@code name}, or {@code name@version}
     * @throws IllegalArgumentException where the text is neither
     */
    public PackTask install(String spec) throws IOException {
        Jenkins.get().checkPermission(AttunePermissions.MANAGE_PACKS);
        return submit(PackSpec.parse(spec.strip()), PackTask.Kind.INSTALL, user());
    }

    /** Removes a pack that no other one needs. */
    public PackTask remove(String ref) throws IOException {
        Jenkins.get().checkPermission(AttunePermissions.MANAGE_PACKS);
        return submit(new PackSpec(ref, null), PackTask.Kind.REMOVE, user());
    }

    /** Asks all sources what they have; takes nothing. What came of it is {@link #news()}, some time later. */
    public void look() throws IOException {
        Jenkins.get().checkPermission(AttunePermissions.MANAGE_PACKS);
        looking = true;
        execute(() -> {
            try {
                news = new PackWork(PackLibrary.get()).look();
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, "the sources of packs can't be looked at", e);
                news = new PackNews(Instant.now(), List.of(), List.of(), List.of(String.valueOf(e)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                looking = false;
            }
        });
    }

    /** Empty until somebody looked. */
    public Optional<PackNews> news() {
        return Optional.ofNullable(news);
    }

    public boolean isLooking() {
        return looking;
    }

    /** The latest of each pack; what they tell names sources and places, and is for those who manage packs. */
    public List<PackTask> tasks() {
        return tasks.all();
    }

    /** The latest of a pack; empty where nothing was asked since Jenkins started. */
    public Optional<PackTask> task(String ref) {
        return Optional.ofNullable(tasks.find(ref));
    }

    /** As the configuration wants it; in one visit to the sources, so that an index is read once for all of them. */
    void installWanted(List<PackSpec> specs) throws IOException {
        Visit visit = new Visit();
        for (PackSpec spec : specs) {
            submit(spec, PackTask.Kind.INSTALL, SYSTEM, visit);
        }
    }

    private PackTask submit(PackSpec spec, PackTask.Kind kind, String by) throws IOException {
        return submit(spec, kind, by, new Visit());
    }

    private PackTask submit(PackSpec spec, PackTask.Kind kind, String by, Visit visit) throws IOException {
        PackTask task = new PackTask(spec.toString(), kind, by, PackTask.State.WAITING, Instant.now(), "");
        if (!tasks.isUnderWay(task)) {
            tasks.put(task);
            try {
                execute(() -> perform(spec, task, visit));
            } catch (IOException e) {
                tasks.put(task.in(PackTask.State.FAILED, String.valueOf(e.getMessage())));
                throw e;
            }
        }
        return task;
    }

    /** Begins when the worker comes to it, with the sources that are configured then. */
    private static final class Visit {
        @CheckForNull
        private PackWork work;

        PackWork work(PackLibrary library) throws IOException {
            PackWork begun = work;
            if (begun == null) {
                begun = new PackWork(library);
                work = begun;
            }
            return begun;
        }
    }

    private void execute(Runnable work) throws IOException {
        try {
            worker.execute(work);
        } catch (RejectedExecutionException e) {
            throw new IOException("too much is asked of the packs at once, or Jenkins goes down", e);
        }
    }

    /** Whatever happens, the task ends and the audit log has it. */
    private void perform(PackSpec spec, PackTask task, Visit visit) {
        tasks.put(task.in(PackTask.State.RUNNING, ""));
        try {
            String told =
                    task.kind() == PackTask.Kind.REMOVE ? removed(spec.ref(), task) : installed(spec, task, visit);
            tasks.put(task.in(PackTask.State.DONE, told));
        } catch (AttuneException e) {
            failed(task, e instanceof PackRefusedException ? "refused" : "error", e.describe());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(task, "error", "Jenkins went down");
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> task.kind() + " of the pack " + task.pack() + " failed");
            failed(task, "error", String.valueOf(e));
        } catch (Error e) {
            failed(task, "error", String.valueOf(e));
            throw e;
        }
    }

    private void failed(PackTask task, String status, String why) {
        tasks.put(task.in(PackTask.State.FAILED, why));
        audit(task, task.pack(), PackAuditEntry.Outcome.of(status, why));
    }

    private static String installed(PackSpec spec, PackTask task, Visit visit)
            throws AttuneException, IOException, InterruptedException {
        PackLibrary library = PackLibrary.get();
        InstallReport report;
        try {
            report = visit.work(library).install(spec);
        } finally {
            // What was installed before another pack failed is there.
            library.reload();
        }
        for (InstallReport.Change change : report.changes()) {
            InstalledPack now = change.now();
            audit(
                    task,
                    now.ref(),
                    new PackAuditEntry.Outcome(
                            "done",
                            now.version(),
                            now.hash(),
                            now.provenance().origin().shown(),
                            null));
        }
        return report.changes().stream()
                        .map(change -> change.now().ref() + " " + change.now().version())
                        .collect(Collectors.joining(", "))
                + report.notes().stream().map(note -> "\n" + note).collect(Collectors.joining());
    }

    private static String removed(String ref, PackTask task) throws AttuneException, IOException {
        PackLibrary library = PackLibrary.get();
        if (AttuneConfiguration.get().getPacks().specs().stream()
                .anyMatch(spec -> spec.ref().equals(ref))) {
            throw new PackRefusedException(
                    "the pack '" + ref + "' is named by the configuration, which would install it again",
                    null,
                    "Take it out there first.");
        }
        List<String> needing = library.installed().list().packs().stream()
                .filter(pack -> pack.dependencies().stream()
                        .anyMatch(needed -> needed.replaceFirst("@.*", "").equals(ref)))
                .map(InstalledPack::ref)
                .toList();
        if (!needing.isEmpty()) {
            throw new PackRefusedException(
                    "the pack '" + ref + "' is needed by " + String.join(", ", needing), null, "Remove these first.");
        }
        boolean there = library.installed().remove(ref);
        library.reload();
        if (!there) {
            throw new PackRefusedException("there is no pack '" + ref + "' that could be removed", null, null);
        }
        audit(task, ref, PackAuditEntry.Outcome.of("done", null));
        return "";
    }

    private static void audit(PackTask task, String pack, PackAuditEntry.Outcome outcome) {
        AuditTrail.add(new PackAuditEntry(Instant.now(), task.by(), task.kind() + "_pack", pack, outcome));
    }

    private static String user() {
        return Jenkins.getAuthentication2().getName();
    }

    /** Lets the thread go with Jenkins. */
    @Terminator
    public static void shutDown() {
        get().worker.shutdownNow();
    }
}
