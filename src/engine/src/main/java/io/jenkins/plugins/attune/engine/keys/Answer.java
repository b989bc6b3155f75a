package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a caller gets.
 *
 * @param body wiped when it has been sent
 * @param file to be sent instead of the body; null for none
 */
record Answer(
        int status, String type, byte[] body, @CheckForNull Path file) {
    static final int OK = 200;
    static final int CREATED = 201;
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int CONFLICT = 409;
    static final int GONE = 410;
    static final int TOO_LARGE = 413;
    static final int TOO_MANY = 429;
    static final int INTERNAL = 500;
    static final int NOT_OFFERED = 501;
    static final int UNAVAILABLE = 503;

    private static final String JSON = "application/json";

    static Answer json(int status, byte[] body) {
        return new Answer(status, JSON, body, null);
    }

    static Answer file(Path file, String type) {
        return new Answer(OK, type, new byte[0], file);
    }

    /** In the shape of the platform's own errors. */
    static Answer error(int status, String message) {
        JsonWriter json = new JsonWriter().open('{').member("error", message).member("code", code(status));
        return json(status, json.close('}').finish());
    }

    private static String code(int status) {
        return switch (status) {
            case BAD_REQUEST -> "BAD_REQUEST";
            case UNAUTHORIZED -> "UNAUTHORIZED";
            case FORBIDDEN -> "FORBIDDEN";
            case NOT_FOUND -> "NOT_FOUND";
            case METHOD_NOT_ALLOWED -> "METHOD_NOT_ALLOWED";
            case CONFLICT -> "CONFLICT";
            case GONE -> "GONE";
            case TOO_LARGE -> "PAYLOAD_TOO_LARGE";
            case TOO_MANY -> "TOO_MANY_REQUESTS";
            case NOT_OFFERED -> "NOT_IMPLEMENTED";
            case UNAVAILABLE -> "SERVICE_UNAVAILABLE";
            default -> "INTERNAL_SERVER_ERROR";
        };
    }

    /** A request that gets an error. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }

        Answer answer() {
            return error(status, String.valueOf(getMessage()));
        }
    }

    /** Its status only. */
    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
