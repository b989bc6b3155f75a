package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who waits or holds slots in this process, by ticket and by build. For any thread. */
final class TicketOwners {
    private final Map<String, Entry> byTicket = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> byBuild = new ConcurrentHashMap<>();

    private record Entry(TicketOwner owner, String build) {}

    void add(String ticket, String build, TicketOwner owner) {
        byTicket.put(ticket, new Entry(owner, build));
        byBuild.compute(build, (id, tickets) -> {
            Set<String> all = tickets == null ? ConcurrentHashMap.newKeySet() : tickets;
            all.add(ticket);
            return all;
        });
    }

    /** Null where nobody is known. */
    @CheckForNull
    TicketOwner find(String ticket) {
        Entry entry = byTicket.get(ticket);
        return entry == null ? null : entry.owner();
    }

    /** Null where nobody was known. */
    @CheckForNull
    TicketOwner remove(String ticket) {
        Entry entry = byTicket.remove(ticket);
        if (entry == null) {
            return null;
        }
        byBuild.computeIfPresent(entry.build(), (id, tickets) -> {
            tickets.remove(ticket);
            return tickets.isEmpty() ? null : tickets;
        });
        return entry.owner();
    }

    boolean isEmpty() {
        return byTicket.isEmpty() && byBuild.isEmpty();
    }

    Collection<String> ofBuild(String build) {
        return List.copyOf(byBuild.getOrDefault(build, Set.of()));
    }
}
