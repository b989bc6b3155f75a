package io.jenkins.plugins.attune;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** Hands out a repository over HTTP, to one user. */
final class GitServer implements AutoCloseable {
    private static final int HERE = 200;

    private final Repository repository;
    private final HttpServer server;

    /** @param files they become the only commit of the branch {@code main} */
    GitServer(Path files, String user, String password) throws Exception {
        try (Git git =
                Git.init().setDirectory(files.toFile()).setInitialBranch("main").call()) {
            git.add().addFilepattern(".").call();
            git.commit().setMessage("A pack").setSign(false).call();
        }
        repository = new FileRepositoryBuilder()
                .setGitDir(files.resolve(".git").toFile())
                .setMustExist(true)
                .build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer).setAuthenticator(new BasicAuthenticator("packs") {
            @Override
            public boolean checkCredentials(String name, String given) {
                return user.equals(name) && password.equals(given);
            }
        });
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        UploadPack pack = new UploadPack(repository);
        pack.setBiDirectionalPipe(false);
        boolean asksForNames = exchange.getRequestURI().getPath().endsWith("/info/refs");
        exchange.getResponseHeaders()
                .set("Content-Type", "application/x-git-upload-pack-" + (asksForNames ? "advertisement" : "result"));
        exchange.sendResponseHeaders(HERE, 0);
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            if (asksForNames) {
                PacketLineOut lines = new PacketLineOut(out);
                lines.writeString("# service=git-upload-pack\n");
                lines.end();
                pack.sendAdvertisedRefs(new RefAdvertiser.PacketLineOutRefAdvertiser(lines));
            } else {
                pack.upload(body(exchange), out, null);
            }
        }
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        // To skip in that of the exchange would lead beyond its end.
        InputStream whole = new ByteArrayInputStream(exchange.getRequestBody().readAllBytes());
        return packed ? new GZIPInputStream(whole) : whole;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/pack.git";
    }

    @Override
    public void close() {
        server.stop(0);
        repository.close();
    }
}
