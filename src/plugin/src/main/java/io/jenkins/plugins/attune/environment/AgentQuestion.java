package io.jenkins.plugins.attune.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Computer;
import io.jenkins.plugins.attune.engine.environment.EnvironmentStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Asks one of several agents for its environments; all are asked before the first answer is awaited. */
final class AgentQuestion {
    /** For all answers together. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOGGER = Logger.getLogger(AgentQuestion.class.getName());

    private final Computer computer;

    /** Null where it can't be asked. */
    @CheckForNull
    private final Future<List<EnvironmentStatus>> answer;

    private AgentQuestion(Computer computer, @CheckForNull Future<List<EnvironmentStatus>> answer) {
        this.computer = computer;
        this.answer = answer;
    }

    static AgentQuestion ask(Computer computer) throws InterruptedException {
        AgentEnvironments agent = AgentEnvironments.of(computer);
        try {
            return new AgentQuestion(computer, agent == null ? null : agent.listLater());
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> computer.getName() + " can't be asked for its environments");
            return new AgentQuestion(computer, null);
        }
    }

    /** @param deadline on the clock of {@link System#nanoTime} */
    AgentReport answer(long deadline, String pack) throws InterruptedException {
        Future<List<EnvironmentStatus>> awaited = answer;
        if (awaited == null) {
            return AgentReport.silent(computer, Messages.EnvironmentsAction_offline());
        }
        try {
            List<EnvironmentStatus> all = awaited.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return AgentReport.of(
                    computer,
                    all.stream()
                            .filter(one -> pack.isEmpty() || one.origin().pack().equals(pack))
                            .map(EnvironmentRow::new)
                            .toList());
        } catch (ExecutionException e) {
            LOGGER.log(Level.FINE, e, () -> "the environments of " + computer.getName() + " can't be listed");
            return AgentReport.silent(
                    computer,
                    Messages.EnvironmentsAction_unreadable(e.getCause().getMessage()));
        } catch (TimeoutException e) {
            LOGGER.log(Level.FINE, e, () -> computer.getName() + " is slow to tell of its environments");
            return AgentReport.silent(computer, Messages.EnvironmentsPage_slow(PATIENCE.toSeconds()));
        } finally {
            awaited.cancel(true);
        }
    }
}
