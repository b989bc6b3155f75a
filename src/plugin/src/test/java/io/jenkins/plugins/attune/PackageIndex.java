package io.jenkins.plugins.attune;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** An index of Python packages on this machine that has one wheel, and asks for a name and a password. */
final class PackageIndex implements AutoCloseable {
    private final HttpServer server;
    private final CompletableFuture<Void> open = new CompletableFuture<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();

    PackageIndex(Path wheel, String user, String password) throws IOException {
        this(wheel, user, password, true);
    }

    /** @param opened whether it answers before it is told to */
    PackageIndex(Path wheel, String user, String password, boolean opened) throws IOException {
        if (opened) {
            open();
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        String name = wheel.getFileName().toString();
        server.createContext("/", exchange -> {
                    asked.incrementAndGet();
                    open.join();
                    boolean file = exchange.getRequestURI().getPath().endsWith(".whl");
                    byte[] body = file
                            ? Files.readAllBytes(wheel)
                            : ("<a href='/f/" + name + "'>" + name + "</a>").getBytes(StandardCharsets.UTF_8);
                    served.addAndGet(file ? 1 : 0);
                    exchange.getResponseHeaders().add("Content-Type", file ? "application/zip" : "text/html");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                })
                .setAuthenticator(new BasicAuthenticator("index") {
                    @Override
                    public boolean checkCredentials(String givenUser, String givenPassword) {
                        return givenUser.equals(user) && givenPassword.equals(password);
                    }
                });
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String url() {
        return "http://" + host() + "/simple";
    }

    /** Answers from now on. */
    void open() {
        open.complete(null);
    }

    /** How many requests have come. */
    int asked() {
        return asked.get();
    }

    /** How often the wheel was fetched. */
    int served() {
        return served.get();
    }

    @Override
    public void close() {
        open();
        server.stop(0);
    }
}
