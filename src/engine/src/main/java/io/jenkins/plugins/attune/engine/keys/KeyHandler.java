package io.jenkins.plugins.attune.engine.keys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.keys.Answer.RefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Takes each request from its head to the end of its answer: who asks whom for what, in this order. */
final class KeyHandler implements HttpHandler {
    private static final Logger LOGGER = Logger.getLogger(KeyHandler.class.getName());

    private static final String BEARER = "Bearer ";

    private final KeyEndpoint endpoint;

    KeyHandler(KeyEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (RefusedException refused) {
                answer = refused.answer();
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, "a request to the key bridge failed", e);
                answer = Answer.error(
                        e instanceof IOException ? Answer.UNAVAILABLE : Answer.INTERNAL,
                        "the key bridge failed; the log of the machine's agent says why");
            }
            send(exchange, answer);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException, RefusedException {
        requireDirect(exchange);
        KeyRun run = run(exchange);
        if (!run.admits(exchange.getRemoteAddress(), exchange.getLocalAddress())) {
            throw new RefusedException(
                    Answer.FORBIDDEN,
                    "this process does not belong to the run; let in are the processes of the action's own session");
        }
        Request request = Request.of(exchange);
        return request == null ? NotOffered.path() : run.answer(request);
    }

    /** A browser that a page has sent here says so, or names another host. */
    private static void requireDirect(HttpExchange exchange) throws RefusedException {
        int port = exchange.getLocalAddress().getPort();
        List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        if (hosts.size() != 1
                || !Set.of(KeyServer.HOST + ":" + port, "localhost:" + port).contains(hosts.get(0))) {
            throw new RefusedException(Answer.FORBIDDEN, "this is not the host that was asked for");
        }
        if (exchange.getRequestHeaders().containsKey("Origin")) {
            throw new RefusedException(Answer.FORBIDDEN, "pages in browsers have no business here");
        }
    }

    private KeyRun run(HttpExchange exchange) throws RefusedException {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        String token = header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
        KeyRun run = endpoint.run(token);
        if (run != null) {
            return run;
        }
        if (endpoint.hasEnded(token)) {
            throw new RefusedException(Answer.GONE, "this run has ended");
        }
        throw new RefusedException(Answer.UNAUTHORIZED, "no run of this name has keys here");
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        try {
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            Path file = answer.file();
            exchange.sendResponseHeaders(answer.status(), length(answer, file));
            try (OutputStream out = exchange.getResponseBody()) {
                if (file == null) {
                    out.write(answer.body());
                } else {
                    Files.copy(file, out);
                }
            }
        } finally {
            Arrays.fill(answer.body(), (byte) 0);
        }
    }

    /** The server takes 0 for "unknown", and -1 for "nothing". */
    private static long length(Answer answer, @CheckForNull Path file) throws IOException {
        long length = file == null ? answer.body().length : Files.size(file);
        return length == 0 ? -1 : length;
    }
}
