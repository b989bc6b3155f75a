package io.jenkins.plugins.attune;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Passes connections on to a port of this machine, and can cut them all while both ends live. */
final class TcpRelay implements Closeable {
    private static final Logger LOGGER = Logger.getLogger(TcpRelay.class.getName());

    private final int target;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    TcpRelay(int target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Both ends see their connection reset, in the middle of whatever they write. */
    void cut() throws IOException {
        for (Socket socket : open) {
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (SocketException closed) {
                LOGGER.log(Level.FINE, "the other side was quicker", closed);
            }
        }
        open.clear();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException closed) {
                LOGGER.log(Level.FINE, "the relay was closed", closed);
            }
        }
    }

    private void connect(Socket near) throws IOException {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(near);
            open.add(far);
            threads.execute(() -> pass(near, far));
            threads.execute(() -> pass(far, near));
        } catch (IOException refused) {
            LOGGER.log(Level.FINE, "nobody listens", refused);
            near.close();
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            LOGGER.log(Level.FINE, "a connection ended", cut);
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        threads.shutdownNow();
    }
}
