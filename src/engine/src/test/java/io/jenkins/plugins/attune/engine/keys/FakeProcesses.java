package io.jenkins.plugins.attune.engine.keys;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A machine whose processes a test makes, and changes between two look-ups. */
final class FakeProcesses implements Processes {
    static final long USER = 1000;

    final Map<Long, Process> processes = new TreeMap<>();
    final Map<Long, Long> sockets = new TreeMap<>();
    final List<Runnable> meanwhile = new ArrayList<>();
    int named;
    Connection connection = new Connection(ESTABLISHED, USER, 77);

    void add(long id, long parent, long session, long start) {
        processes.put(id, new Process('S', parent, session, start));
    }

    /** What happens right after a process has been looked into for its sockets. */
    private void pass() {
        List<Runnable> now = List.copyOf(meanwhile);
        meanwhile.clear();
        now.forEach(Runnable::run);
    }

    @Override
    public Process process(long id) {
        return processes.get(id);
    }

    @Override
    public List<Long> all() {
        return List.copyOf(processes.keySet());
    }

    @Override
    public boolean holds(long id, long inode) {
        boolean holds = sockets.getOrDefault(id, 0L) == inode;
        if (holds) {
            pass();
        }
        return holds;
    }

    @Override
    public Connection connection(InetSocketAddress caller, InetSocketAddress called) {
        return connection;
    }

    @Override
    public long self() {
        return USER;
    }

    @Override
    public String name(long id) {
        named++;
        return "fake";
    }
}
