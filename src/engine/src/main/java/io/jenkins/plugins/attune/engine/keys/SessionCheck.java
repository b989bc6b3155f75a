package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.keys.Processes.Connection;
import io.jenkins.plugins.attune.engine.keys.Processes.Process;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Lets in the processes of the action's own session, and nobody else.
 *
 * <p>From the connection the system tells the socket at its other end, from the socket a process that has it open, from
 * the process its session. The session is the one whose leader is the action: the process that the run's supervisor
 * started as such. What a run can't do by mistake is enter another's session; a process only ever leaves one.
 *
 * <p>Between these look-ups things change, so each of them is pinned:
 * <ul>
 *   <li>The connection: while our end is open, nobody else can have one between the same two ports, and an answer goes to
 *       the socket that asked or nowhere. One that has begun to close is refused, and the socket is looked up again at the
 *       end: it must be the same.
 *   <li>The process that has the socket: an id may be given to another process as soon as its own has ended. So it is read
 *       before and after its files, and must have begun at the same moment.
 *   <li>The session: its number is the leader's id, and no other process gets that id while the session has a member. An
 *       empty session's number may come back, so the leader must live, be the supervisor's child and have begun at the
 *       moment that was seen first; likewise the supervisor.
 * </ul>
 * When the action has ended nobody is let in any more, whatever it left running.
 *
 * <p>A socket that several processes share is taken for the run's where one of them is: who passes a connection on could
 * pass on what comes over it. Safe for use by several threads.
 */
final class SessionCheck implements CallerCheck {
    private final Processes processes;
    private final RunProcesses run;
    private long supervisorStart = -1;
    private long actionStart = -1;

    SessionCheck(Processes processes, RunProcesses run) {
        this.processes = processes;
        this.run = run;
    }

    /** Notes when the supervisor began; to be called while it is known to be the right one. */
    void begin() throws IOException {
        Long supervisor = run.supervisor();
        Process process = supervisor == null ? null : processes.process(supervisor);
        if (process != null) {
            isSame(process.start(), true);
        }
    }

    @Override
    public Verdict check(InetSocketAddress caller, InetSocketAddress called) throws IOException {
        Connection connection = processes.connection(caller, called);
        if (connection == null || connection.inode() == 0 || connection.state() != Processes.ESTABLISHED) {
            return Verdict.refuse("its connection is being closed");
        }
        if (connection.user() != processes.self()) {
            return Verdict.refuse("it belongs to the user with the id " + connection.user());
        }
        Long action = leader();
        if (action == null) {
            return Verdict.refuse("the action does not run, or not any more");
        }
        Long owner = memberWith(connection.inode(), action);
        if (owner == null) {
            return Verdict.refuse("it is not of the action's session");
        }
        if (!connection.equals(processes.connection(caller, called)) || !action.equals(leader())) {
            return Verdict.refuse("its connection was closed meanwhile");
        }
        return Verdict.admit();
    }

    /** The action, where it lives and is what it was. */
    @CheckForNull
    private Long leader() throws IOException {
        Long supervisor = run.supervisor();
        Long action = run.action();
        if (supervisor == null || action == null) {
            return null;
        }
        Process above = processes.process(supervisor);
        Process process = processes.process(action);
        boolean theirs = above != null
                && process != null
                && process.lives()
                && process.parent() == supervisor
                && process.session() == action
                && isSame(above.start(), true)
                && isSame(process.start(), false);
        return theirs ? action : null;
    }

    private synchronized boolean isSame(long start, boolean supervisor) {
        if (supervisor) {
            supervisorStart = supervisorStart < 0 ? start : supervisorStart;
            return supervisorStart == start;
        }
        actionStart = actionStart < 0 ? start : actionStart;
        return actionStart == start;
    }

    /** Of the action's session, the process that has the socket. The action itself is the likeliest. */
    @CheckForNull
    private Long memberWith(long inode, long session) throws IOException {
        if (hasSocket(session, inode, session)) {
            return session;
        }
        for (long id : processes.all()) {
            if (id != session && hasSocket(id, inode, session)) {
                return id;
            }
        }
        return null;
    }

    private boolean hasSocket(long id, long inode, long session) throws IOException {
        Process before = processes.process(id);
        return before != null
                && before.session() == session
                && processes.holds(id, inode)
                && sameAgain(before, processes.process(id));
    }

    private static boolean sameAgain(Process before, @CheckForNull Process after) {
        return after != null && after.start() == before.start() && after.session() == before.session();
    }
}
