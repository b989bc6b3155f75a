package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.keys.Answer.RefusedException;
import io.jenkins.plugins.attune.engine.keys.CallerCheck.Verdict;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A run at the endpoint: its keys, who may have them, and what it may ask for. Closing wipes the keys.
 *
 * <p>Safe for use by several threads.
 */
public final class KeyRun implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(KeyRun.class.getName());

    /** Requests at once, and per second in the long run. */
    private static final int BURST = 300;

    private static final int PER_SECOND = 100;

    /** So many refused callers are told of one by one, each once. */
    private static final int TOLD = 5;

    /** To find a caller's name takes far longer than to refuse it, so whoever asks all the time must not set it off. */
    private static final int NAMED_PER_SECOND = 1;

    private final KeyOwner owner;
    private final KeyListener listener;
    private final Processes processes;
    private final RunKeys keys;
    private final Allowance allowance;
    private final Allowance names;
    private final KeyCalls keyCalls;
    private final ExecutionCalls executionCalls;
    private final ArtifactCalls artifactCalls;
    private final AtomicInteger refusals = new AtomicInteger();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    @CheckForNull
    private volatile SessionCheck session;

    @CheckForNull
    private volatile KeyEndpoint.Place place;

    KeyRun(KeyOwner owner, KeyListener listener, Processes processes, Clock clock) {
        this.owner = owner;
        this.listener = listener;
        this.processes = processes;
        allowance = new Allowance(BURST, PER_SECOND, clock);
        names = new Allowance(TOLD, NAMED_PER_SECOND, clock);
        keys = new RunKeys(owner, clock);
        keyCalls = new KeyCalls(owner, keys, listener);
        executionCalls = new ExecutionCalls(owner, clock.instant());
        artifactCalls = new ArtifactCalls(owner, new Artifacts(owner, clock));
    }

    KeyOwner owner() {
        return owner;
    }

    void at(KeyEndpoint.Place found) {
        place = found;
    }

    /** What the action is to call. */
    public String url() {
        return "http://" + KeyServer.HOST + ":" + port();
    }

    /** The port of {@link #url()}, to be asked for again after a restart. */
    public int port() {
        KeyEndpoint.Place current = place;
        if (current == null) {
            throw new IllegalStateException("not at the endpoint");
        }
        return current.port();
    }

    /**
     * The run's keys, in place of those it had.
     *
     * @param frame wiped by this call
     */
    public void supply(byte[] frame) {
        keys.replace(KeyFrame.read(frame));
    }

    /** The run's processes are there, or about to be; before this nobody is let in. */
    public void begun(RunProcesses run) throws IOException {
        SessionCheck check = new SessionCheck(processes, run);
        check.begin();
        session = check;
    }

    /** Whether a caller belongs to this run; where the token is a secret, whoever has it does. */
    boolean admits(InetSocketAddress caller, InetSocketAddress called) throws IOException {
        if (!owner.callersAreKnown()) {
            return true;
        }
        SessionCheck check = session;
        Verdict verdict = check == null ? Verdict.refuse("the action has not begun") : check.check(caller, called);
        if (!verdict.admitted()) {
            refused(verdict.reason(), caller, called);
        }
        return verdict.admitted();
    }

    private void refused(String reason, InetSocketAddress caller, InetSocketAddress called) throws IOException {
        refusals.incrementAndGet();
        if (told.size() >= TOLD || !names.take()) {
            return;
        }
        String who = new CallerName(processes).of(caller, called) + ", " + reason;
        if (told.add(who)) {
            tell("a caller was refused the keys of this run: " + who
                    + (told.size() >= TOLD ? "; further ones are only counted" : ""));
        }
    }

    private void tell(String line) {
        try {
            listener.refused(line);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "run " + owner.executionId() + " could not be told: " + line);
        }
    }

    Answer answer(Request request) throws IOException, RefusedException {
        if (!allowance.take()) {
            throw new RefusedException(Answer.TOO_MANY, "a run may ask " + PER_SECOND + " times a second");
        }
        Answer answer = keyCalls.answer(request);
        if (answer == null) {
            answer = executionCalls.answer(request);
        }
        if (answer == null) {
            answer = artifactCalls.answer(request);
        }
        return answer == null ? NotOffered.answer(request) : answer;
    }

    /** The run is over: its name gets no answer any more. */
    @Override
    public void close() {
        KeyEndpoint.Place current = place;
        if (closed.getAndSet(true) || current == null) {
            return;
        }
        current.leave(this);
        keys.close();
        if (refusals.get() > told.size()) {
            tell("callers were refused the keys of this run " + refusals.get() + " times in all");
        }
    }
}
