package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import hudson.slaves.ComputerListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import jenkins.util.Timer;

/**
 * Tells runs that lost their agent when it is back: by event, and within a limit.
 *
 * <p>The lock guards the list only; whoever waited is called outside it, on the threads of runs.
 */
@Extension
public final class NodeReturn extends ComputerListener {
    private final Object lock = new Object();
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(String node, Consumer<Computer> back, Runnable late) {}

    /**
     * Calls {@code back} as soon as the node is connected, which may be now, or {@code late} after the limit; one of the
     * two, once.
     */
    static void await(String node, Duration limit, Consumer<Computer> back, Runnable late) {
        ExtensionList.lookupSingleton(NodeReturn.class).add(new Waiting(node, back, late), limit);
    }

    private void add(Waiting entry, Duration limit) {
        synchronized (lock) {
            waiting.add(entry);
        }
        Timer.get()
                .schedule(
                        () -> {
                            if (remove(entry)) {
                                RunThreads.get().execute(entry.late());
                            }
                        },
                        limit.toMillis(),
                        TimeUnit.MILLISECONDS);
        Computer computer = Jenkins.get().getComputer(entry.node());
        if (computer != null && computer.isOnline() && isOpen(computer.getChannel()) && remove(entry)) {
            RunThreads.get().execute(() -> entry.back().accept(computer));
        }
    }

    /** A connection that has just been lost is still there for a moment. */
    private static boolean isOpen(@CheckForNull VirtualChannel channel) {
        return channel != null && !(channel instanceof Channel remote && remote.isClosingOrClosed());
    }

    private boolean remove(Waiting entry) {
        synchronized (lock) {
            return waiting.remove(entry);
        }
    }

    @Override
    public void onOnline(Computer computer, @CheckForNull TaskListener listener) {
        List<Waiting> back = new ArrayList<>();
        synchronized (lock) {
            for (Iterator<Waiting> entries = waiting.iterator(); entries.hasNext(); ) {
                Waiting entry = entries.next();
                if (entry.node().equals(computer.getName())) {
                    entries.remove();
                    back.add(entry);
                }
            }
        }
        back.forEach(entry -> RunThreads.get().execute(() -> entry.back().accept(computer)));
    }
}
