package io.jenkins.plugins.attune.engine.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.environment.InstallSettings.Sources;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The installers' own configuration files for one build, mode 0400, in its private directory: the only place where a
 * password of an index is ever written.
 */
final class InstallerFiles {
    private static final Set<StandardOpenOption> FRESH =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    /** The user that indexes of Python packages know for a token (PyPI's help, "How can I use API tokens"). */
    private static final String TOKEN_USER = "__token__";

    private final Path scratch;
    private final Sources sources;
    private final List<InstallerCredential> credentials;
    private final UnaryOperator<String> machine;
    private final List<String> passwords = new ArrayList<>();

    InstallerFiles(
            Path scratch, Sources sources, List<InstallerCredential> credentials, UnaryOperator<String> machine) {
        this.scratch = scratch;
        this.sources = sources;
        this.credentials = List.copyOf(credentials);
        this.machine = machine;
    }

    /** Writes them, and puts into {@code variables} where they are. */
    void write(Map<String, String> variables) throws IOException {
        String index = sources.wheels() != null ? null : or(sources.index(), secretOf("PIP_INDEX_URL"));
        List<String> extra = new ArrayList<>(sources.extraIndexes());
        String more = secretOf("PIP_EXTRA_INDEX_URL");
        if (more != null && sources.index() == null) {
            extra.addAll(List.of(more.strip().split("\\s+")));
        }
        if (sources.wheels() != null || index != null || !extra.isEmpty()) {
            InstallerVariables.indexNames().forEach(variables::remove);
            variables.put("PIP_CONFIG_FILE", file("pip.conf", pip(index, extra)));
            variables.put("UV_CONFIG_FILE", file("uv.toml", uv(index, extra)));
        }
        variables.put("npm_config_userconfig", file("npmrc", npm()));
    }

    /** Everything in them that nobody may see, in each of its forms. */
    Redaction redaction() {
        for (InstallerCredential credential : credentials) {
            String password = new String(credential.password(), StandardCharsets.UTF_8);
            passwords.add(password);
            passwords.add(encoded(password));
            passwords.add(base64(password));
            passwords.add(base64(credential.user() + ":" + password));
            passwords.add(base64(TOKEN_USER + ":" + password));
        }
        return new Redaction(passwords);
    }

    private String pip(@CheckForNull String index, List<String> extra) {
        StringBuilder text = new StringBuilder("[global]\n");
        if (sources.wheels() != null) {
            text.append("no-index = true\nfind-links = ")
                    .append(sources.wheels())
                    .append('\n');
        } else {
            if (index != null) {
                text.append("index-url = ").append(signed(index)).append('\n');
            }
            list(text, "extra-index-url", extra.stream().map(this::signed).toList());
        }
        list(text, "trusted-host", sources.trustedHosts());
        return text.toString();
    }

    private String uv(@CheckForNull String index, List<String> extra) {
        StringBuilder text = new StringBuilder();
        if (sources.wheels() != null) {
            text.append("no-index = true\nfind-links = [")
                    .append(quoted(sources.wheels()))
                    .append("]\n");
        }
        if (!sources.trustedHosts().isEmpty()) {
            text.append("allow-insecure-host = [")
                    .append(String.join(
                            ", ",
                            sources.trustedHosts().stream()
                                    .map(InstallerFiles::quoted)
                                    .toList()))
                    .append("]\n");
        }
        if (sources.wheels() == null) {
            // The first that has a package wins with uv, so the further ones come first, as its documentation asks.
            extra.forEach(one ->
                    text.append("[[index]]\nurl = ").append(quoted(signed(one))).append('\n'));
            if (index != null) {
                text.append("[[index]]\nurl = ").append(quoted(signed(index))).append("\ndefault = true\n");
            }
        }
        return text.toString();
    }

    private String npm() {
        StringBuilder text = new StringBuilder("fund=false\naudit=false\n");
        if (sources.registry() == null) {
            return text.toString();
        }
        String registry = sources.registry().endsWith("/") ? sources.registry() : sources.registry() + "/";
        text.append("registry=").append(registry).append('\n');
        if (sources.trustedHosts().contains(host(registry))) {
            text.append("strict-ssl=false\n");
        }
        String scope = registry.substring(registry.indexOf("//"));
        for (InstallerCredential credential : credentials) {
            if (credential.host().equals(host(registry))) {
                String password = new String(credential.password(), StandardCharsets.UTF_8);
                text.append(scope)
                        .append(
                                credential.user().isEmpty()
                                        ? ":_authToken=" + password
                                        : ":_auth=" + base64(credential.user() + ":" + password))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** The URL with the credentials for its host in it. */
    private String signed(String url) {
        int start = url.indexOf("://");
        for (InstallerCredential credential : credentials) {
            if (start > 0 && credential.host().equals(host(url)) && !url.contains("@")) {
                String password = new String(credential.password(), StandardCharsets.UTF_8);
                String user = credential.user().isEmpty() ? TOKEN_USER : credential.user();
                return url.substring(0, start + 3) + encoded(user) + ":" + encoded(password) + "@"
                        + url.substring(start + 3);
            }
        }
        return url;
    }

    /** An index that this machine names in a variable, with a password in it. */
    @CheckForNull
    private String secretOf(String variable) {
        String value = machine.apply(variable);
        return value != null && value.contains("@") ? value : null;
    }

    private String file(String name, String content) throws IOException {
        Path file = scratch.resolve(name);
        FileAttribute<?>[] mode =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--------"))
                        }
                        : new FileAttribute<?>[0];
        try (SeekableByteChannel channel = Files.newByteChannel(file, FRESH, mode)) {
            channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
        }
        return file.toString();
    }

    private static void list(StringBuilder text, String name, List<String> values) {
        if (!values.isEmpty()) {
            text.append(name).append(" =\n");
            values.forEach(value -> text.append("    ").append(value).append('\n'));
        }
    }

    private static String host(String url) {
        int start = url.indexOf("://");
        String rest = start < 0 ? url : url.substring(start + 3);
        rest = rest.substring(rest.indexOf('@') + 1);
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @CheckForNull
    private static String or(@CheckForNull String first, @CheckForNull String second) {
        return first != null ? first : second;
    }
}
