package io.jenkins.plugins.attune.engine.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a controller writes down of the end of a run before the agent forgets the run, so that it is known although the
 * controller is killed right after. Whoever makes it has hidden the secrets.
 *
 * @param status null where the run could not be started or followed
 * @param result as {@link RunResult#toMap} gives it; empty where there is none
 * @param failure what to tell a person, unless the run succeeded
 */
public record RunEnd(@CheckForNull RunStatus status, Map<String, Object> result, String failure) {
    private static final String FILE = "end.json";
    private static final JsonMapper MAPPER = new JsonMapper();

    public RunEnd {
        result = Collections.unmodifiableMap(new LinkedHashMap<>(result));
    }

    /** Writes it into a directory, in one step: it is there as a whole, or not at all. */
    public void save(Path directory) throws IOException {
        Path fresh = directory.resolve(FILE + ".new");
        Files.writeString(fresh, MAPPER.writeValueAsString(this));
        Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Reads it from the directory; null where the end was never taken. */
    @CheckForNull
    public static RunEnd load(Path directory) throws IOException {
        try {
            return MAPPER.readValue(Files.readString(directory.resolve(FILE)), RunEnd.class);
        } catch (NoSuchFileException never) {
            return null;
        }
    }
}
