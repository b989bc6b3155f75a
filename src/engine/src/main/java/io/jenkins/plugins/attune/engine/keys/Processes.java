package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** What the system tells of processes and of their connections; each answer is as old as the call. */
interface Processes {
    /** A connection over loopback that stands: both sides have it, and neither has begun to close it. */
    int ESTABLISHED = 1;

    /**
     * A process.
     *
     * @param state as the system writes it, {@code Z} for one that nobody has reaped
     * @param start when it began, in a unit of the system's; with the id it names a process for good
     */
    record Process(char state, long parent, long session, long start) {
        boolean lives() {
            return state != 'Z' && state != 'X';
        }
    }

    /**
     * One end of a connection.
     *
     * @param state {@link #ESTABLISHED}, or another number
     * @param user who made the socket
     * @param inode names the socket on this machine while it is open; 0 once no process has it
     */
    record Connection(int state, long user, long inode) {}

    /** Null where there is none of this id. */
    @CheckForNull
    Process process(long id) throws IOException;

    /** The ids of all that can be seen. */
    List<Long> all() throws IOException;

    /** Whether a process has a socket open; not where this process may not know. */
    boolean holds(long id, long inode) throws IOException;

    /** The caller's end of a connection to this machine itself; null where it is gone. */
    @CheckForNull
    Connection connection(InetSocketAddress caller, InetSocketAddress called) throws IOException;

    /** Who this process runs as. */
    long self() throws IOException;

    /** What a process calls itself, for people. */
    String name(long id) throws IOException;
}
