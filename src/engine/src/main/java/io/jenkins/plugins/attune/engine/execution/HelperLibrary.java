package io.jenkins.plugins.attune.engine.execution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The helpers with which scripts read their parameters, brought to the machine that runs them.
 *
 * <p>They lie beside the environments, where an agent keeps what outlives workspaces, in a directory named by their
 * content, which is there as a whole or not at all and never changes.
 */
public final class HelperLibrary {
    /** The variable that names the directory. */
    public static final String VARIABLE = "ATTUNE_LIB";

    private static final Logger LOGGER = Logger.getLogger(HelperLibrary.class.getName());

    private static final List<String> NAMES = List.of("attune.js", "attune.sh", "attune_parameters.py");

    /** Enough of the hash to tell one version from another. */
    private static final int NAME_BYTES = 6;

    private HelperLibrary() {}

    private static final class Content {
        private static final Map<String, byte[]> FILES = read();
        private static final String HASH = hash(FILES);
    }

    /** The directory with the helpers, which is made where it is missing. */
    public static Path beside(Path environments) throws IOException {
        Path directory = environments.toAbsolutePath().resolveSibling("lib").resolve(Content.HASH);
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory.getParent());
            Path fresh = Files.createTempDirectory(directory.getParent(), "new");
            for (Map.Entry<String, byte[]> file : Content.FILES.entrySet()) {
                Files.write(fresh.resolve(file.getKey()), file.getValue());
            }
            put(fresh, directory);
        }
        return directory;
    }

    private static void put(Path fresh, Path directory) throws IOException {
        try {
            Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            ControlDirectory.deleteTree(fresh);
            if (!Files.isDirectory(directory)) {
                throw e;
            }
            LOGGER.log(Level.FINE, "another process made {0} at the same time", directory);
        }
    }

    private static Map<String, byte[]> read() {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : NAMES) {
            try (InputStream content = HelperLibrary.class.getResourceAsStream("lib/" + name)) {
                if (content == null) {
                    throw new IllegalStateException(name + " is missing from the engine");
                }
                files.put(name, content.readAllBytes());
            } catch (IOException e) {
                throw new IllegalStateException(name + " can't be read from the engine", e);
            }
        }
        return files;
    }

    private static String hash(Map<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, content) -> {
                digest.update((name + " " + content.length + "\n").getBytes(StandardCharsets.US_ASCII));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
