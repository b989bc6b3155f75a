package io.jenkins.plugins.attune.engine.environment;

import java.util.List;
import java.util.Locale;

/** A step of a build failed; carries what the installer said last, redacted. */
final class InstallFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** How much of what the installer said goes into a message, in characters. */
    private static final int MAX_SAID = 2000;

    private final String remedy;

    /** @param said the last lines, oldest first */
    InstallFailure(String what, List<String> said, String remedy) {
        super(said.isEmpty() ? what : what + ":\n" + shortened(String.join("\n", said)));
        this.remedy = remedy;
    }

    InstallFailure(String what, List<String> said) {
        this(what, said, remedyFor(String.join("\n", said).toLowerCase(Locale.ROOT)));
    }

    String remedy() {
        return remedy;
    }

    private static String shortened(String said) {
        return said.length() <= MAX_SAID ? said : "… " + said.substring(said.length() - MAX_SAID);
    }

    /** What the usual complaints of pip, uv and npm mean for a person. */
    private static String remedyFor(String said) {
        if (said.contains("no space left on device") || said.contains("enospc") || said.contains("disk quota")) {
            return "Free space on this machine, for example with: attune env prune";
        }
        if (containsAny(
                        said,
                        "newconnectionerror",
                        "name resolution",
                        "connection refused",
                        "timed out",
                        "econnrefused")
                || containsAny(said, "enotfound", "network is unreachable", "proxyerror", "error sending request")) {
            return "See that this machine reaches the package index, or configure another one or a directory of wheels.";
        }
        if (containsAny(said, "401", "403", "e401", "e403", "unauthorized", "authentication")) {
            return "The package index refuses access: configure credentials for it.";
        }
        if (containsAny(said, "no matching distribution", "e404", "etarget", "was not found in")) {
            return "Correct the pack's list of dependencies, or make the package available in the index.";
        }
        return "Correct what the installer complains of; the next run tries again.";
    }

    private static boolean containsAny(String said, String... words) {
        return List.of(words).stream().anyMatch(said::contains);
    }
}
