package io.jenkins.plugins.attune.engine.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.execution.RunTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a controller writes down of a run before it starts it, so that it can be followed again after a restart: ids,
 * paths and how to read the result; no parameter, and of a secret only where it came from.
 *
 * @param machine name of the machine that runs it, as the controller calls it
 * @param credentials parameter name to credential id: what is to be hidden must be known again
 */
public record RunMemo(
        RunTrace trace, String machine, ResultSpec spec, long timeoutSeconds, Map<String, String> credentials) {
    private static final String FILE = "run.json";
    private static final JsonMapper MAPPER = new JsonMapper();

    public RunMemo {
        credentials = Collections.unmodifiableMap(new TreeMap<>(credentials));
    }

    /** Writes it into a directory, in one step: it is there as a whole, or not at all. */
    public void save(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path fresh = directory.resolve(FILE + ".new");
        Files.writeString(fresh, MAPPER.writeValueAsString(this));
        Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Reads it from the directory; null where the run never came so far as to be started. */
    @CheckForNull
    public static RunMemo load(Path directory) throws IOException {
        try {
            return MAPPER.readValue(Files.readString(directory.resolve(FILE)), RunMemo.class);
        } catch (NoSuchFileException never) {
            return null;
        }
    }
}
