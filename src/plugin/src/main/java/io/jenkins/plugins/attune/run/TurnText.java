package io.jenkins.plugins.attune.run;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.attune.engine.queue.Owner;
import io.jenkins.plugins.attune.engine.queue.QueueView;
import io.jenkins.plugins.attune.engine.queue.Queues;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the pages of Jenkins' queue say of an item that waits for its turn, as far as the current user may know it.
 *
 * <p>Such a page asks for all items, and again every few seconds: a line is therefore looked at once in a while, however
 * many of those who wait in it are shown.
 */
@Extension
public final class TurnText {
    private static final Logger LOGGER = Logger.getLogger(TurnText.class.getName());
    private static final long FRESH_SECONDS = 2;
    private static final int MOST_LINES = 100;
    private static final int MOST_HOLDERS = 5;
    private static final String OPENING = "Waits for the queues to be opened after the start of Jenkins";
    private static final String COMING = "Waits for its turn";

    private final Cache<String, Line> lines = CacheBuilder.newBuilder()
            .expireAfterWrite(FRESH_SECONDS, TimeUnit.SECONDS)
            .maximumSize(MOST_LINES)
            .build();

    /** A line at one moment. */
    private record Line(QueueView view, Map<String, Integer> ahead) {}

    static TurnText get() {
        return ExtensionList.lookupSingleton(TurnText.class);
    }

    String of(String ticketId) {
        try {
            Queues queues = RunQueues.get().queues();
            Ticket ticket = queues.ticket(ticketId).orElse(null);
            if (ticket == null) {
                return ItemTickets.get().isOpen() ? COMING : OPENING;
            }
            Line decisive = null;
            int most = -1;
            for (String key : ticket.keys()) {
                Line line = lines.get(key, () -> look(queues, key));
                int ahead = line.ahead().getOrDefault(ticketId, -1);
                if (ahead > most) {
                    decisive = line;
                    most = ahead;
                }
            }
            return decisive == null ? COMING : describe(decisive, most);
        } catch (IOException | ExecutionException e) {
            LOGGER.log(Level.WARNING, e, () -> "the place of " + ticketId + " in its queues can't be told");
            return COMING;
        }
    }

    private static Line look(Queues queues, String key) {
        QueueView view = queues.view(key, Integer.MAX_VALUE);
        Map<String, Integer> ahead = new HashMap<>();
        view.waiting().forEach(ticket -> ahead.put(ticket.id(), ahead.size()));
        return new Line(view, ahead);
    }

    private static String describe(Line line, int ahead) {
        QueueView view = line.view();
        StringBuilder text = new StringBuilder(COMING)
                .append(": place ")
                .append(ahead + 1)
                .append(" of ")
                .append(view.waiting().size())
                .append(" in the queue '")
                .append(view.key())
                .append('\'');
        if (view.settings().settings().paused()) {
            text.append(", which is paused");
        }
        String policy = WaitNews.describe(view.policy());
        if (!policy.isEmpty()) {
            text.append(" (").append(policy).append(')');
        }
        return text.append(holders(view.holders())).toString();
    }

    private static String holders(List<Ticket> holders) {
        List<String> names = new ArrayList<>();
        holders.stream().limit(MOST_HOLDERS).map(ticket -> name(ticket.owner())).forEach(names::add);
        if (holders.size() > MOST_HOLDERS) {
            names.add((holders.size() - MOST_HOLDERS) + " more");
        }
        return names.isEmpty() ? "" : "; held by " + String.join(", ", names);
    }

    private static String name(Owner owner) {
        return QueueDesk.build(owner)
                .map(Run::getFullDisplayName)
                .or(() -> QueueDesk.waitingJob(owner).map(job -> "the next build of " + job.getFullDisplayName()))
                .orElse("another build");
    }

    /** Nobody waits who is shown here. */
    void clear() {
        lines.invalidateAll();
    }
}
