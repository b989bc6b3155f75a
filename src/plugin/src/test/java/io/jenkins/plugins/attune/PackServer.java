package io.jenkins.plugins.attune;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Hands out packs, and what only looks like one, as archives on this machine. */
final class PackServer implements AutoCloseable {
    private static final int PROGRAM = 0100755;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final HttpServer server;

    PackServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            String name = exchange.getRequestURI().getPath().substring(1);
            asked.merge(name, 1, Integer::sum);
            byte[] body = files.get(name);
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    /** Fills an archive. */
    @FunctionalInterface
    interface Filling {
        void into(TarArchiveOutputStream tar) throws IOException;
    }

    void serve(String name, Filling filling) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(bytes);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(packed, StandardCharsets.UTF_8.name())) {
            filling.into(tar);
        }
        files.put(name, bytes.toByteArray());
    }

    /** A pack with one action in shell, {@code say}. */
    void servePack(String name, String ref, String version, String says) throws IOException {
        serve(name, tar -> {
            add(tar, "pack.yaml", manifest(ref, version));
            add(tar, "actions/say.yaml", "ref: " + ref + ".say\nlabel: Say\nrunner_type: shell\nentry_point: say.sh\n");
            add(tar, "actions/say.sh", "echo '" + says + "'\n");
        });
    }

    /** An index of packs that are served already, each as {@code <pack>.tar.gz}. */
    void serveIndex(String name, String... packs) {
        String entries = Stream.of(packs)
                .map(pack -> """
                        {"ref": "%1$s", "version": "1.0.0", "label": "%1$s", "install_sources": [
                          {"type": "archive", "url": "%2$s", "checksum": "sha256:%3$s"}]}\
                        """.formatted(pack, url(pack + ".tar.gz"), sha256(pack + ".tar.gz")))
                .collect(Collectors.joining(","));
        files.put(name, ("{\"version\": \"1.0\", \"packs\": [" + entries + "]}").getBytes(StandardCharsets.UTF_8));
    }

    /** How often it was asked for. */
    int asked(String name) {
        return asked.getOrDefault(name, 0);
    }

    static String manifest(String ref, String version) {
        return "ref: " + ref + "\nlabel: " + ref + "\nversion: " + version + "\n";
    }

    static void add(TarArchiveOutputStream tar, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(bytes.length);
        entry.setMode(PROGRAM);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    static void link(TarArchiveOutputStream tar, String name, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, (byte) '2', true);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    /** Zeros, which pack very well. */
    static void zeros(TarArchiveOutputStream tar, String name, int mebibytes) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize((long) mebibytes << 20);
        tar.putArchiveEntry(entry);
        byte[] part = new byte[1 << 20];
        for (int i = 0; i < mebibytes; i++) {
            tar.write(part);
        }
        tar.closeArchiveEntry();
    }

    String url(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    String sha256(String name) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(files.get(name)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
