package io.jenkins.plugins.attune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/**
 * Everything that the plugin, the engine, remoting, pipelines and credentials log, down to the finest level, in a file.
 */
final class FinestLog implements AutoCloseable {
    /** Held here, because nobody else holds them: a logger that is collected forgets its handlers. */
    private final List<Logger> loggers = Stream.of(
                    "io.jenkins.plugins.attune",
                    "hudson.remoting",
                    "hudson.slaves",
                    "org.jenkinsci.plugins.gitclient",
                    "org.jenkinsci.plugins.workflow.job",
                    "org.jenkinsci.plugins.workflow.support",
                    "com.cloudbees.plugins.credentials")
            .map(Logger::getLogger)
            .toList();

    private final Level[] before = loggers.stream().map(Logger::getLevel).toArray(Level[]::new);

    private final FileHandler handler;

    FinestLog(Path file) throws IOException {
        handler = new FileHandler(file.toString(), true);
        // The standard one is XML, in which some characters are written otherwise.
        handler.setFormatter(new SimpleFormatter());
        handler.setLevel(Level.ALL);
        for (Logger logger : loggers) {
            logger.setLevel(Level.ALL);
            logger.addHandler(handler);
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < loggers.size(); i++) {
            loggers.get(i).setLevel(before[i]);
            loggers.get(i).removeHandler(handler);
        }
        handler.close();
    }
}
