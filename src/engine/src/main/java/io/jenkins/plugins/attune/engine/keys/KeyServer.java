package io.jenkins.plugins.attune.engine.keys;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

/** The JDK's HTTP server on a port of loopback, with bounds. */
final class KeyServer {
    /** As a name could be made to lead elsewhere, there is only the number. */
    static final String HOST = "127.0.0.1";

    /** Connections that wait to be accepted. */
    private static final int BACKLOG = 64;

    /**
     * What the server asks for when it is first used in a process; whoever has set it is left in peace. Without the last
     * one each answer waits for the caller's system to acknowledge its head.
     */
    private static final Map<String, String> BOUNDS = Map.of(
            "jdk.httpserver.maxConnections", "256",
            "sun.net.httpserver.maxReqHeaders", "100",
            "sun.net.httpserver.maxReqHeaderSize", "65536",
            "sun.net.httpserver.nodelay", "true");

    private final HttpServer server;
    private final TimedExecutor executor;

    private KeyServer(HttpServer server, TimedExecutor executor) {
        this.server = server;
        this.executor = executor;
    }

    /** @param port 0 for one that is free */
    static KeyServer start(int port, HttpHandler handler, ScheduledExecutorService timer) throws IOException {
        BOUNDS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        InetAddress loopback = InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
        TimedExecutor executor = new TimedExecutor(timer);
        server.setExecutor(executor);
        server.createContext("/", handler);
        server.start();
        return new KeyServer(server, executor);
    }

    int port() {
        return server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
        executor.stop();
    }
}
