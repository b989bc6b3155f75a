package io.jenkins.plugins.attune.engine.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What to do about a failed build, told by the words that pip, uv, npm and the system have for it. */
enum Remedy {
    SPACE(
            "Free space where the environments are kept, %s: remove those that are not needed any more (attune env prune"
                    + " --all), or give it a larger disk.",
            "no space left on device", "enospc", "disk quota"),
    NETWORK(
            "See that this machine reaches the package index, or configure another one or a directory of wheels.",
            "newconnectionerror",
            "name resolution",
            "could not resolve host",
            "name or service not known",
            "connection refused",
            "timed out",
            "etimedout",
            "econnrefused",
            "econnreset",
            "enotfound",
            "eai_again",
            "network is unreachable",
            "proxyerror",
            "error sending request"),
    CERTIFICATE(
            "Let this machine trust the certificate of the index (PIP_CERT, NODE_EXTRA_CA_CERTS, SSL_CERT_FILE), or"
                    + " name the host as trusted.",
            "certificate_verify_failed",
            "certificate verify failed",
            "self signed certificate",
            "self-signed certificate",
            "unable_to_get_issuer_cert",
            "invalid peer certificate"),
    ACCESS(
            "The package index refuses access: configure credentials for it.",
            "401 client error",
            "403 client error",
            "401 error",
            "403 error",
            "http error 401",
            "http error 403",
            "code e401",
            "code e403",
            "401 unauthorized",
            "403 forbidden"),
    PACKAGE(
            "Correct the pack's list of dependencies, or make the package available in the index.",
            "no matching distribution",
            "resolutionimpossible",
            "no solution found",
            "e404",
            "404 not found",
            "etarget",
            "was not found in"),
    PERMISSION(
            "See that the user who runs this may write to %s.",
            "permission denied", "read-only file system", "eacces", "erofs", "accessdenied"),
    BUILD(
            "A package had to be built on this machine, which failed: install what its build asks for, or choose a"
                    + " version that there is a wheel for.",
            "subprocess-exited-with-error",
            "failed building wheel",
            "build backend",
            "cannot find command 'git'"),
    SCRIPT("A script of a package failed: install what it asks for on this machine.", "command failed", "elifecycle"),
    OTHER("Correct what the installer complains of; the next run tries again.");

    private final String text;
    private final List<String> words;

    Remedy(String text, String... words) {
        this.text = text;
        this.words = List.of(words);
    }

    /**
     * One sentence.
     *
     * @param said everything the installer said last
     * @param root of the environments
     */
    static String of(String said, Path root) {
        String lower = said.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(remedy -> remedy.words.stream().anyMatch(lower::contains))
                .findFirst()
                .orElse(OTHER)
                .text
                .formatted(root);
    }
}
