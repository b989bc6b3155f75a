package io.jenkins.plugins.attune.engine.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.keys.CallerCheck.Verdict;
import io.jenkins.plugins.attune.engine.keys.Processes.Connection;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionCheckTest {
    private static final long SUPERVISOR = 50;
    private static final long ACTION = 100;
    private static final long CHILD = 110;
    private static final long OTHER = 200;
    private static final long SOCKET = 77;

    private final FakeProcesses machine = new FakeProcesses();
    private final SessionCheck check = new SessionCheck(machine, new Run());

    @BeforeEach
    void aRun() throws IOException {
        machine.add(SUPERVISOR, 1, SUPERVISOR, 10);
        machine.add(ACTION, SUPERVISOR, ACTION, 20);
        machine.add(CHILD, ACTION, ACTION, 30);
        machine.add(OTHER, 1, OTHER, 5);
        check.begin();
    }

    @Test
    void actionAndItsDescendantsInItsSessionAreLetIn() throws IOException {
        assertThat(caller(ACTION)).isEqualTo(Verdict.admit());
        assertThat(caller(CHILD)).isEqualTo(Verdict.admit());
    }

    @Test
    void grandchildWhoseParentHasEndedIsLetIn() throws IOException {
        machine.add(CHILD, 1, ACTION, 30);

        assertThat(caller(CHILD).admitted()).isTrue();
    }

    @Test
    void childInASessionOfItsOwnIsKeptOut() throws IOException {
        machine.add(CHILD, ACTION, CHILD, 30);

        assertThat(caller(CHILD).reason()).contains("not of the action's session");
    }

    @Test
    void anotherProcessOfTheSameUserIsKeptOut() throws IOException {
        assertThat(caller(OTHER).reason()).contains("not of the action's session");
    }

    @Test
    void supervisorIsKeptOut() throws IOException {
        assertThat(caller(SUPERVISOR).admitted()).isFalse();
    }

    @Test
    void anotherUserIsKeptOutWithoutASearch() throws IOException {
        machine.connection = new Connection(Processes.ESTABLISHED, 1001, SOCKET);

        assertThat(caller(ACTION).reason()).contains("1001");
    }

    @Test
    void nobodyIsLetInOnceTheActionHasEnded() throws IOException {
        assertThat(caller(CHILD).admitted()).isTrue();
        machine.processes.remove(ACTION);

        assertThat(caller(CHILD).reason()).contains("not any more");
    }

    @Test
    void anActionThatNobodyHasReapedHasEnded() throws IOException {
        machine.processes.put(ACTION, new Processes.Process('Z', SUPERVISOR, ACTION, 20));

        assertThat(caller(CHILD).admitted()).isFalse();
    }

    @Test
    void whoGetsTheEndedActionsIdIsKeptOut() throws IOException {
        assertThat(caller(ACTION).admitted()).isTrue();
        machine.add(ACTION, SUPERVISOR, ACTION, 90);

        assertThat(caller(ACTION).admitted()).isFalse();
    }

    @Test
    void whoGetsTheActionsIdWithoutBeingTheSupervisorsChildIsKeptOutFromTheFirst() throws IOException {
        machine.add(ACTION, 1, ACTION, 90);

        assertThat(caller(ACTION).admitted()).isFalse();
    }

    @Test
    void actionUnderAnotherProcessWithTheSupervisorsIdIsKeptOut() throws IOException {
        machine.add(SUPERVISOR, 1, SUPERVISOR, 90);

        assertThat(caller(ACTION).admitted()).isFalse();
    }

    @Test
    void memberWhoseIdIsGivenToAnotherWhileItIsLookedAtIsKeptOut() throws IOException {
        machine.meanwhile.add(() -> machine.add(CHILD, 1, OTHER, 95));

        assertThat(caller(CHILD).admitted()).isFalse();
    }

    @Test
    void memberThatIsReplacedByAnotherMemberOfTheSameIdIsKeptOut() throws IOException {
        machine.meanwhile.add(() -> machine.add(CHILD, 1, ACTION, 95));

        assertThat(caller(CHILD).admitted()).isFalse();
    }

    @Test
    void connectionThatIsAnotherAtTheEndIsRefused() throws IOException {
        machine.meanwhile.add(() -> machine.connection = new Connection(Processes.ESTABLISHED, FakeProcesses.USER, 78));

        assertThat(caller(ACTION).reason()).contains("closed meanwhile");
    }

    @Test
    void connectionThatHasBegunToCloseIsRefused() throws IOException {
        machine.connection = new Connection(8, FakeProcesses.USER, SOCKET);

        assertThat(caller(ACTION).reason()).contains("being closed");
    }

    @Test
    void socketThatNoProcessHasAnyMoreIsRefused() throws IOException {
        machine.connection = new Connection(Processes.ESTABLISHED, FakeProcesses.USER, 0);

        assertThat(caller(0).reason()).contains("being closed");
    }

    private Verdict caller(long owner) throws IOException {
        machine.sockets.clear();
        machine.sockets.put(owner, SOCKET);
        return check.check(new InetSocketAddress("127.0.0.1", 4000), new InetSocketAddress("127.0.0.1", 5000));
    }

    private static final class Run implements RunProcesses {
        @Override
        public Long supervisor() {
            return SUPERVISOR;
        }

        @Override
        public Long action() {
            return ACTION;
        }
    }
}
