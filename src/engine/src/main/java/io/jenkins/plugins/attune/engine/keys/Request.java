package io.jenkins.plugins.attune.engine.keys;

import com.sun.net.httpserver.HttpExchange;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a caller asks.
 *
 * @param path its parts behind {@code /api/v1/}, decoded
 */
record Request(
        String method, List<String> path, @CheckForNull String query, HttpExchange exchange) {
    /** The largest body that is no file: 1 MiB. */
    static final int MAX_BODY = 1 << 20;

    private static final String API = "/api/v1/";

    /** Null where it is no path of the platform's API. */
    @CheckForNull
    static Request of(HttpExchange exchange) {
        String path = exchange.getRequestURI().getRawPath();
        if (path == null || !path.startsWith(API)) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        try {
            for (String part : path.substring(API.length()).split("/")) {
                parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException malformed) {
            return null;
        }
        String query = exchange.getRequestURI().getRawQuery();
        return new Request(exchange.getRequestMethod(), List.copyOf(parts), query, exchange);
    }

    /** Whether this is a method on a path; {@code *} stands for any one part. */
    boolean is(String wantedMethod, String... wanted) {
        if (!method.equals(wantedMethod) || path.size() != wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!"*".equals(wanted[i]) && !wanted[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    InputStream stream() {
        return exchange.getRequestBody();
    }

    @CheckForNull
    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** The whole body; the caller wipes it. */
    byte[] body() throws IOException, Answer.RefusedException {
        byte[] body = stream().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            Arrays.fill(body, (byte) 0);
            throw new Answer.RefusedException(Answer.TOO_LARGE, "the body has more than " + MAX_BODY + " bytes");
        }
        return body;
    }
}
