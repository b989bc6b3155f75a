package io.jenkins.plugins.attune.run;

import io.jenkins.plugins.attune.engine.queue.Queues;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What tests in other packages ask of the queues. */
public final class ItemQueues {
    private ItemQueues() {}

    private static Queues queues() throws IOException {
        return RunQueues.get().queues();
    }

    public static int items() {
        return ItemTickets.get().size();
    }

    public static Set<String> keys() throws IOException {
        return queues().keys();
    }

    public static List<String> holders(String key) throws IOException {
        return queues().view(key, 0).holders().stream().map(Ticket::id).toList();
    }

    public static long lastNumber() throws IOException {
        return queues().lastNumber();
    }
}
