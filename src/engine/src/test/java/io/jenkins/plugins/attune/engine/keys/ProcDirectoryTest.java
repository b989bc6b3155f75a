package io.jenkins.plugins.attune.engine.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.keys.Processes.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcDirectoryTest {
    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @TempDir
    Path proc;

    @Test
    void readsAProcessWhoseNameHoldsParenthesesAndSpaces() throws IOException {
        write("42/stat", "42 (a) b (c)) S 7 8 9 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 12345 99 1 2 3\n");

        assertThat(new ProcDirectory(proc).process(42)).isEqualTo(new Processes.Process('S', 7, 9, 12345));
    }

    @Test
    void aProcessThatIsNotThereIsNone() throws IOException {
        assertThat(new ProcDirectory(proc).process(43)).isNull();
    }

    @Test
    void findsTheCallersEndAndNotTheOther() throws IOException {
        write(
                "net/tcp",
                HEAD
                        + "   0: 0100007F:1388 0100007F:0FA0 01 00000000:00000000 00:00000000 00000000  1000 0 11 1\n"
                        + "   1: 0100007F:0FA0 0100007F:1388 01 00000000:00000000 00:00000000 00000000  1001 0 12 1\n");

        assertThat(connection()).isEqualTo(new Connection(1, 1001, 12));
    }

    @Test
    void findsTheCallersEndAmongSocketsOfTheNewerKind() throws IOException {
        write("net/tcp", HEAD);
        write(
                "net/tcp6",
                HEAD + "   0: 0000000000000000FFFF00000100007F:0FA0 0000000000000000FFFF00000100007F:1388 01"
                        + " 00000000:00000000 00:00000000 00000000  1000 0 13 1\n");

        assertThat(connection()).isEqualTo(new Connection(1, 1000, 13));
    }

    @Test
    void findsItsOwnSocketOnThisMachine() throws IOException {
        Processes here = new ProcDirectory(Path.of("/proc"));
        long self = ProcessHandle.current().pid();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            Connection found =
                    here.connection((InetSocketAddress) accepted.getRemoteSocketAddress(), (InetSocketAddress)
                            accepted.getLocalSocketAddress());

            assertThat(found.state()).isEqualTo(Processes.ESTABLISHED);
            assertThat(found.user()).isEqualTo(here.self());
            assertThat(here.holds(self, found.inode())).isTrue();
            assertThat(here.holds(self, found.inode() + 1_000_000)).isFalse();
            assertThat(here.process(self).start()).isPositive();
            client.shutdownOutput();
            assertThat(here.connection((InetSocketAddress) accepted.getRemoteSocketAddress(), (InetSocketAddress)
                                    accepted.getLocalSocketAddress())
                            .state())
                    .isNotEqualTo(Processes.ESTABLISHED);
        }
    }

    @Test
    void aTableThatCanNotBeReadIsNoAnswer() throws IOException {
        Files.createDirectories(proc.resolve("net/tcp"));

        assertThatThrownBy(this::connection).isInstanceOf(IOException.class);
    }

    private Connection connection() throws IOException {
        return new ProcDirectory(proc)
                .connection(new InetSocketAddress("127.0.0.1", 4000), new InetSocketAddress("127.0.0.1", 5000));
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(proc.resolve(file).getParent());
        Files.writeString(proc.resolve(file), text);
    }
}
