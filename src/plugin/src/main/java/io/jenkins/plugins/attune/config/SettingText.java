package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the texts of settings, one value a line; what it refuses, it names. */
final class SettingText {
    /** Name or address of a machine, as the installers' own files and URLs take it. */
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])(?::\\d{1,5})?");

    private static final Pattern PACK = Pattern.compile("[a-z0-9][a-z0-9_-]*");

    private static final Pattern REPOSITORY = Pattern.compile(
            "file:///\\S+|ssh://(?:[A-Za-z0-9_.]+@)?[A-Za-z0-9][^\\s@]*|(?:[A-Za-z0-9_.]+@)?[A-Za-z0-9][A-Za-z0-9.-]+:[^\\s:/-][^\\s:]*");

    private SettingText() {}

    /** The lines that are not empty, without the spaces around them. */
    static List<String> lines(@CheckForNull String text) {
        return text == null
                ? List.of()
                : text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }

    /** The same as a text again; null where nothing is left. */
    @CheckForNull
    static String tidy(@CheckForNull String text) {
        List<String> lines = lines(text);
        return lines.isEmpty() ? null : lines.stream().collect(Collectors.joining("\n"));
    }

    /** One value; null where there is none. */
    @CheckForNull
    static String one(String name, @CheckForNull String text) {
        List<String> lines = lines(text);
        if (lines.size() > 1 || !lines.isEmpty() && lines.get(0).chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(name + ": must be one line");
        }
        return lines.isEmpty() ? null : lines.get(0);
    }

    /** The address of an index; whoever may use it is said elsewhere, because this is shown and exported. */
    static void requireIndex(String name, String url) {
        try {
            URI parsed = new URI(url);
            String scheme = parsed.getScheme();
            boolean known = "https".equals(scheme) || "http".equals(scheme);
            if (!known || parsed.getHost() == null) {
                throw new IllegalArgumentException(name + ": must begin with https:// or http:// and a host: " + url);
            }
            if (parsed.getRawUserInfo() != null) {
                throw new IllegalArgumentException(
                        name + ": name the credentials for the host instead of writing them into the URL");
            }
        } catch (URISyntaxException e) {
            // The message of the cause quotes the text, which may hold a password.
            throw new IllegalArgumentException(name + ": not a URL: " + e.getReason());
        }
    }

    /** A repository by http, as an index is named, or by ssh, where a name of a user is no secret. */
    static void requireRepository(String name, String url) {
        if (url.startsWith("https:") || url.startsWith("http:")) {
            requireIndex(name, url);
        } else if (!REPOSITORY.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    name + ": must begin with https://, ssh:// or file:///, or be user@host:path, without a password");
        }
    }

    /** The name of a pack. */
    static String requirePack(String name, @CheckForNull String given) {
        String text = one(name, given);
        if (text == null || !PACK.matcher(text).matches()) {
            throw new IllegalArgumentException(name + ": must be the reference of a pack: '" + given + "'");
        }
        return text;
    }

    static void requireHost(String name, String host) {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException(name + ": must be a host, or host:port: " + host);
        }
    }
}
