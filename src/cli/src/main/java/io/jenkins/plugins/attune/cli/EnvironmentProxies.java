package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The proxy that {@code https_proxy}, {@code http_proxy} and {@code no_proxy} name, as other commands use it. */
final class EnvironmentProxies extends ProxySelector {
    private static final int DEFAULT_PORT = 80;

    private final Surroundings surroundings;

    private EnvironmentProxies(Surroundings surroundings) {
        super();
        this.surroundings = surroundings;
    }

    static ProxySelector of(Surroundings surroundings) {
        return new EnvironmentProxies(surroundings);
    }

    @Override
    public List<Proxy> select(URI address) {
        String proxy = variable(address.getScheme() + "_proxy");
        if (proxy == null || isExcepted(String.valueOf(address.getHost()).toLowerCase(Locale.ROOT))) {
            return List.of(Proxy.NO_PROXY);
        }
        URI place = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
        if (place.getHost() == null) {
            return List.of(Proxy.NO_PROXY);
        }
        int port = place.getPort() < 0 ? DEFAULT_PORT : place.getPort();
        return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(place.getHost(), port)));
    }

    private boolean isExcepted(String host) {
        if (host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]")) {
            return true;
        }
        String exceptions = variable("no_proxy");
        for (String exception : (exceptions == null ? "" : exceptions).split("[,\\s]+")) {
            String name = exception.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
            if (name.equals("*") || !name.isEmpty() && (host.equals(name) || host.endsWith("." + name))) {
                return true;
            }
        }
        return false;
    }

    @CheckForNull
    private String variable(String name) {
        String value = surroundings.variable(name.toLowerCase(Locale.ROOT));
        return value == null ? surroundings.variable(name.toUpperCase(Locale.ROOT)) : value;
    }

    /** The client says so itself. */
    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException error) {
        // Nothing is remembered: the next call reads the environment again.
    }
}
