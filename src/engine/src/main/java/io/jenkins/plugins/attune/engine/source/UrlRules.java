package io.jenkins.plugins.attune.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Which addresses may be asked for packs: {@code https} anywhere, {@code http} on this machine and where it was allowed.
 *
 * <p>An address of this machine is followed only from another one of it, or where a user named it: what an index says
 * must not reach services that trust whoever comes from here.
 *
 * @param hosts the only ones that may be asked, in lower case; empty for any
 * @param plainHosts those that may be asked by {@code http}, in lower case
 */
public record UrlRules(Set<String> hosts, Set<String> plainHosts) {
    private static final int MAX_LENGTH = 2_000;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public UrlRules {
        hosts = Set.copyOf(hosts);
        plainHosts = Set.copyOf(plainHosts);
    }

    /** Any host, by {@code https}. */
    public static UrlRules usual() {
        return new UrlRules(Set.of(), Set.of());
    }

    /** Reads an address that a user named. */
    URI check(String url) throws PackRefusedException {
        return check(url, null);
    }

    /**
     * Reads an address that may be asked.
     *
     * @param from where it was found; null where a user named it
     */
    URI check(String url, @CheckForNull String from) throws PackRefusedException {
        URI address = read(url);
        String host = host(address);
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        boolean plain = scheme.equals("http") && (isLoopback(host) || plainHosts.contains(host));
        if (!scheme.equals("https") && !plain) {
            throw refused(url, "must begin with https://");
        }
        if (address.getRawUserInfo() != null) {
            throw refused(url, "holds a user name or a password, which would be stored and shown");
        }
        if (!hosts.isEmpty() && !hosts.contains(host)) {
            throw refused(url, "leads to a host that is not among those allowed");
        }
        if (from != null && isLoopback(host) && !isLoopback(host(read(from)))) {
            throw refused(url, "leads to this machine, and " + shown(from) + " is another");
        }
        return address;
    }

    private static URI read(String url) throws PackRefusedException {
        if (url.length() > MAX_LENGTH) {
            throw refused(url, "is longer than " + MAX_LENGTH + " characters");
        }
        try {
            URI address = URI.create(url);
            if (address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new PackRefusedException("'" + shown(url) + "' is no address", null, null);
        }
        throw refused(url, "names no host");
    }

    private static String host(URI address) {
        return address.getHost().toLowerCase(Locale.ROOT);
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.contains(host);
    }

    private static PackRefusedException refused(String url, String why) {
        return new PackRefusedException("the address '" + shown(url) + "' " + why, null, null);
    }

    /** An address without what may be secret in it: the part before the host and what follows a question mark. */
    public static String shown(String url) {
        return EntryName.shown(url.replaceAll("[?#].*", "").replaceFirst("//[^/@]*@", "//"));
    }
}
