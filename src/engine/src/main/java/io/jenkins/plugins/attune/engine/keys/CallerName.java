package io.jenkins.plugins.attune.engine.keys;

import io.jenkins.plugins.attune.engine.keys.Processes.Connection;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Says to people who is at the other end of a connection, as far as that can be seen. */
final class CallerName {
    private final Processes processes;

    CallerName(Processes processes) {
        this.processes = processes;
    }

    String of(InetSocketAddress caller, InetSocketAddress called) throws IOException {
        Connection connection = processes.connection(caller, called);
        if (connection == null || connection.inode() == 0) {
            return "a process that has ended";
        }
        for (long id : processes.all()) {
            if (processes.holds(id, connection.inode())) {
                return "process " + id + " (" + processes.name(id) + ")";
            }
        }
        return "a process that can't be seen from here";
    }
}
