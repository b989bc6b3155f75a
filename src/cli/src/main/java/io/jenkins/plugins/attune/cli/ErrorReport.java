package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells of an error: a line or two for people, or a JSON document of the same shape as a result. */
final class ErrorReport {
    private final Terminal terminal;
    private final boolean json;

    ErrorReport(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /**
     * Shows it and gives the exit code that goes with it.
     *
     * @param debug whether the place in this program is worth knowing, too
     */
    int show(Throwable error, boolean debug) {
        if (debug) {
            error.printStackTrace(terminal.err());
        }
        if (error instanceof AttuneException known) {
            tell(known);
            return known.exitCode();
        }
        if (error instanceof InterruptedException) {
            terminal.notice("interrupted");
            return ExitCodes.INTERRUPTED;
        }
        tell(new InternalError(error));
        return ExitCodes.INTERNAL;
    }

    private void tell(AttuneException error) {
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("status", error.kind());
            document.put("exitCode", error.exitCode());
            document.put("error", error.getMessage());
            document.put("place", error.place());
            document.put("remedy", error.remedy());
            JsonOutput.write(terminal, document);
        } else {
            terminal.notice(terminal.styled("bold,red", "error:") + " " + error.describe());
        }
    }

    /** Something nobody thought of. */
    private static final class InternalError extends AttuneException {
        private static final long serialVersionUID = 1L;

        InternalError(Throwable cause) {
            super(
                    "internal error: " + cause.toString().lines().findFirst().orElse(""),
                    null,
                    "Call it again with --debug for the details, and please report them.",
                    cause);
        }

        @Override
        public int exitCode() {
            return ExitCodes.INTERNAL;
        }

        @Override
        public String kind() {
            return "internal";
        }
    }
}
