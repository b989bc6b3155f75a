package io.jenkins.plugins.attune.page;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The example packs of this repository, offered on this machine as the public index offers its own. */
final class ExampleIndex implements AutoCloseable {
    private static final Path EXAMPLES = Path.of("..", "..", "packs", "examples");
    private static final String VERSION = "0.1.0";
    private static final int NO_SUCH_FILE = 404;
    private static final int HERE = 200;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final HttpServer server;

    ExampleIndex(String... packs) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = files.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(body == null ? NO_SUCH_FILE : HERE, body == null ? -1 : body.length);
            if (body != null) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        String entries = Stream.of(packs).map(this::entry).collect(Collectors.joining(",\n"));
        files.put("/index.json", """
                {"registry_name": "Examples", "version": "1.0", "packs": [
                %s
                ]}
                """.formatted(entries).getBytes(StandardCharsets.UTF_8));
        server.start();
    }

    private String entry(String pack) {
        byte[] archive = archive(pack);
        files.put("/" + pack + ".zip", archive);
        return """
                {"ref": "%1$s", "label": "%1$s", "version": "%2$s", "install_sources": [
                  {"type": "archive", "url": "%3$s", "checksum": "sha256:%4$s"}]}\
                """.formatted(pack, VERSION, address(pack + ".zip"), sha256(archive));
    }

    private static byte[] archive(String pack) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Path root = EXAMPLES.resolve(pack);
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> all = Files.walk(root)) {
            List<Path> plain = all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("__pycache__"))
                    .sorted()
                    .toList();
            for (Path file : plain) {
                zip.putNextEntry(new ZipEntry(pack + "/" + root.relativize(file)));
                Files.copy(file, zip);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String address(String file) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + file;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
