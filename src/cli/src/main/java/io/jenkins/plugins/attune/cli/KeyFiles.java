package io.jenkins.plugins.attune.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.attune.engine.keys.KeyRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files, for their owner alone, into which an action's keys go when it writes them; a text as it is, anything else as
 * JSON, so that {@code --key} reads the same again.
 */
final class KeyFiles {
    private static final String TO_FILE = "file:";

    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Map<String, Path> files = new TreeMap<>();

    private KeyFiles() {}

    static KeyFiles none() {
        return new KeyFiles();
    }

    static KeyFiles parse(Surroundings surroundings, List<String> arguments) throws UsageException {
        KeyFiles files = new KeyFiles();
        for (String argument : arguments) {
            int sign = argument.indexOf('=');
            String target = sign < 1 ? "" : argument.substring(sign + 1);
            if (!target.startsWith(TO_FILE) || target.length() == TO_FILE.length()) {
                throw new UsageException(
                        "--write-key says where a key goes that the action writes",
                        "Give it as --write-key reference=file:PATH.");
            }
            files.files.put(argument.substring(0, sign), surroundings.resolve(target.substring(TO_FILE.length())));
        }
        return files;
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** Takes a key; the file is there whole or not at all. */
    void write(String reference, byte[] json) throws IOException {
        Path file = files.get(reference);
        if (file == null) {
            throw new KeyRefusedException("this run may not write the key '" + reference + "'; attune run --write-key "
                    + reference + "=file:PATH allows it");
        }
        byte[] content = content(json);
        Path part = Files.createTempFile(directory(file), ".attune", null, PRIVATE);
        try {
            Files.write(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Arrays.fill(content, (byte) 0);
            Files.deleteIfExists(part);
        }
    }

    private static Path directory(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IOException(file + " is no file");
        }
        return parent;
    }

    private static byte[] content(byte[] json) throws IOException {
        JsonNode value = new JsonMapper().readTree(json);
        return value.isTextual() ? value.textValue().getBytes(StandardCharsets.UTF_8) : json.clone();
    }
}
