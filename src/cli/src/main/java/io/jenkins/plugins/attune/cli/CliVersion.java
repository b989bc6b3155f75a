package io.jenkins.plugins.attune.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Tells the version of this command, which the build writes into a file. */
final class CliVersion implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = CliVersion.class.getResourceAsStream("version.properties")) {
            properties.load(file);
        }
        return new String[] {"attune " + properties.getProperty("version")};
    }
}
