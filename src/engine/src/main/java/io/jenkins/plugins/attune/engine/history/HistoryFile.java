package io.jenkins.plugins.attune.engine.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.history.RunHistory.Entry;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * The journal of the history: one line of JSON for each run, the oldest first.
 *
 * <p>Lines are added without waiting for the disk; a line that a kill cut short is told when it is read, and the file
 * written anew. For one thread at a time.
 */
final class HistoryFile implements AutoCloseable {
    /** Lenient, because it is read by later versions as well. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private static final String LINE_END = "\n";

    private final Path path;
    private int lines;

    @CheckForNull
    private FileOutputStream open;

    HistoryFile(Path path) {
        this.path = path;
    }

    /** How many lines the file has. */
    int lines() {
        return lines;
    }

    /** Gives the number of lines that could not be read. */
    int read(Consumer<Entry> found) throws IOException {
        int damaged = 0;
        // A reader of this kind replaces bytes that are no UTF-8, where others give up.
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.isEmpty()) {
                    continue;
                }
                lines++;
                Entry entry = parsed(line);
                if (entry == null) {
                    damaged++;
                } else {
                    found.accept(entry);
                }
            }
        } catch (NoSuchFileException none) {
            return 0;
        }
        return damaged;
    }

    @CheckForNull
    private static Entry parsed(String line) {
        try {
            return MAPPER.readValue(line, Entry.class);
        } catch (JsonProcessingException damaged) {
            return null;
        }
    }

    void append(Entry entry) throws IOException {
        FileOutputStream file = open;
        if (file == null) {
            Files.createDirectories(path.toAbsolutePath().getParent());
            file = new FileOutputStream(path.toFile(), true);
            open = file;
            // What a kill cut short has no end of line.
            file.write(LINE_END.getBytes(StandardCharsets.UTF_8));
        }
        file.write(line(entry).getBytes(StandardCharsets.UTF_8));
        lines++;
    }

    private static String line(Entry entry) throws IOException {
        return MAPPER.writeValueAsString(entry) + LINE_END;
    }

    /** In one step: the file has the old lines or the new ones. */
    void replace(List<Entry> entries) throws IOException {
        close();
        Files.createDirectories(path.toAbsolutePath().getParent());
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try (BufferedWriter writer = Files.newBufferedWriter(fresh)) {
            for (Entry entry : entries) {
                writer.write(line(entry));
            }
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        lines = entries.size();
    }

    @Override
    public void close() throws IOException {
        FileOutputStream file = open;
        open = null;
        if (file != null) {
            file.close();
        }
    }
}
