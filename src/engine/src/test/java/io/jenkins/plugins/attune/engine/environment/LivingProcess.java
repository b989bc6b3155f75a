package io.jenkins.plugins.attune.engine.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Whether a process runs: one that is dead and that nobody reaps, as in many containers, does not. */
final class LivingProcess {
    private LivingProcess() {}

    static boolean isThere(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return !stat.matches("(?s).*\\) [ZX] .*");
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException e) {
            if (!Files.exists(Path.of("/proc/" + pid))) {
                return false;
            }
            throw new UncheckedIOException(e);
        }
    }
}
