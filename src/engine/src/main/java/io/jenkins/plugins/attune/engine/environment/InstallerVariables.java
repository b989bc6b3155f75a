package io.jenkins.plugins.attune.engine.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The environment of an installer: small, with the machine's proxies, certificates and index, and nothing of its user's
 * packages.
 */
final class InstallerVariables {
    private static final List<String> INHERITED =
            List.of("HOME", "USER", "LOGNAME", "LANG", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR");
    private static final List<String> PROXIES = List.of("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY");
    private static final List<String> CERTIFICATES =
            List.of("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT", "NODE_EXTRA_CA_CERTS");

    /** How patient npm is, where this machine says so. */
    private static final List<String> PATIENCE = List.of("npm_config_fetch_retries", "npm_config_fetch_timeout");

    /** npm waits ten seconds before its second attempt, and a minute before its third. */
    private static final String FIRST_RETRY_MILLIS = "1000";

    private static final String LAST_RETRY_MILLIS = "10000";

    /** Where this machine says packages come from; handed on unless it holds a password. */
    private static final List<String> INDEXES = List.of(
            "PIP_INDEX_URL",
            "PIP_EXTRA_INDEX_URL",
            "PIP_FIND_LINKS",
            "PIP_TRUSTED_HOST",
            "PIP_DEFAULT_TIMEOUT",
            "PIP_CONFIG_FILE",
            "UV_DEFAULT_INDEX",
            "UV_INDEX",
            "UV_INDEX_URL",
            "UV_EXTRA_INDEX_URL");

    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private InstallerVariables() {}

    /**
     * The variables.
     *
     * @param machine looks a variable of this machine up; gives null where it is not set
     * @param first directory of the interpreter, whose tools come before others; null where there is none
     */
    static Map<String, String> of(UnaryOperator<String> machine, Slot slot, @CheckForNull Path first) {
        Map<String, String> variables = new TreeMap<>();
        INHERITED.forEach(name -> copy(machine, name, variables));
        CERTIFICATES.forEach(name -> copy(machine, name, variables));
        PATIENCE.forEach(name -> copy(machine, name, variables));
        for (String name : PROXIES) {
            copy(machine, name, variables);
            copy(machine, name.toLowerCase(Locale.ROOT), variables);
        }
        for (String name : INDEXES) {
            String value = machine.apply(name);
            if (value != null && !value.contains("@")) {
                variables.put(name, value);
            }
        }
        String path = machine.apply("PATH");
        String rest = path == null ? DEFAULT_PATH : path;
        variables.put("PATH", first == null ? rest : first + File.pathSeparator + rest);
        variables.putIfAbsent("LANG", "C.UTF-8");
        variables.put("TMPDIR", slot.scratch().toString());
        Path caches = slot.root().resolve(".cache");
        variables.put("PIP_CACHE_DIR", caches.resolve("pip").toString());
        variables.put("UV_CACHE_DIR", caches.resolve("uv").toString());
        variables.put("npm_config_cache", caches.resolve("npm").toString());
        variables.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
        variables.put("PIP_NO_INPUT", "1");
        variables.put("PYTHONNOUSERSITE", "1");
        variables.put("PYTHONUTF8", "1");
        variables.put("UV_PYTHON_DOWNLOADS", "never");
        variables.put("npm_config_update_notifier", "false");
        variables.put("npm_config_fetch_retry_mintimeout", FIRST_RETRY_MILLIS);
        variables.put("npm_config_fetch_retry_maxtimeout", LAST_RETRY_MILLIS);
        variables.put("NO_COLOR", "1");
        return variables;
    }

    /** What names an index; a configuration of ours takes the place of all of it. */
    static List<String> indexNames() {
        return INDEXES;
    }

    private static void copy(UnaryOperator<String> machine, String name, Map<String, String> variables) {
        String value = machine.apply(name);
        if (value != null) {
            variables.put(name, value);
        }
    }
}
