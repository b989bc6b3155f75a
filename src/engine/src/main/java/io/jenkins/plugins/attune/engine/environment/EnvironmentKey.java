package io.jenkins.plugins.attune.engine.environment;

import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Launch;
import io.jenkins.plugins.attune.engine.runtime.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * What an environment is made of, as one hash: the same key means the same content, and other content another key.
 *
 * <p>The index that packages come from is no part of it, so that a mirror may take over without a rebuild; nor is the
 * third number of the interpreter's version, as what is installed outlasts such an update.
 *
 * @param full SHA-256 in hexadecimal
 */
record EnvironmentKey(String full) {
    /** Raised when environments are built in another way than before. */
    private static final String FORMAT = "attune-environment-1";

    /** Enough to tell the environments of a machine apart; the marker holds the whole key. */
    private static final int ID_DIGITS = 12;

    static EnvironmentKey of(EnvironmentRequest request, Manifest manifest) throws IOException {
        Interpreter interpreter = request.runtime().interpreter();
        Launch launch = interpreter.launch();
        Fields fields = new Fields();
        fields.add(FORMAT);
        fields.add(request.pack());
        fields.add(request.runtime().ref());
        fields.add(
                interpreter.path() == null
                        ? ""
                        : Path.of(interpreter.path()).toRealPath().toString());
        fields.add(minor(interpreter.version()));
        fields.add(System.getProperty("os.name"));
        fields.add(System.getProperty("os.arch"));
        fields.add(launch.environment() == null ? "" : launch.environment().kind());
        fields.addAll(
                launch.environment() == null ? List.of() : launch.environment().createCommand());
        fields.addAll(
                launch.dependencies() == null
                        ? List.of()
                        : launch.dependencies().installCommand());
        InstallSettings.Additions additions = request.settings().additions();
        fields.addAll(additions.requirements());
        fields.addAll(additions.constraints());
        fields.add(Boolean.toString(additions.scripts()));
        fields.addAll(manifest.files().keySet());
        manifest.files().values().forEach(fields::add);
        return new EnvironmentKey(fields.hash());
    }

    /** The name of the directory. */
    String id() {
        return full.substring(0, ID_DIGITS);
    }

    private static String minor(Version version) {
        return version == null ? "" : version.part(0) + "." + version.part(1);
    }

    /** Every field with its length before it, so that no two lists of fields run into each other. */
    private static final class Fields {
        private final MessageDigest digest;

        Fields() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        void add(String text) {
            add(text.getBytes(StandardCharsets.UTF_8));
        }

        void add(byte[] bytes) {
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }

        void addAll(Collection<String> texts) {
            add(Integer.toString(texts.size()));
            texts.forEach(this::add);
        }

        String hash() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
