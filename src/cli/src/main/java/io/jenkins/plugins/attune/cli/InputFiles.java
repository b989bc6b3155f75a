package io.jenkins.plugins.attune.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads the files that arguments name: bounded, and without a copy left in memory. */
final class InputFiles {
    /** Largest file read; a parameter document may be no larger. */
    static final int MAX_BYTES = 64 << 20;

    private static final int FIRST_BYTES = 8 << 10;

    private final Surroundings surroundings;

    InputFiles(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * The content of a file; a named pipe will do.
     *
     * @param purpose for messages, such as {@code the secret token}
     */
    byte[] read(String name, String purpose) throws UsageException, IOException {
        Path file = surroundings.resolve(name);
        try (InputStream input = Files.newInputStream(file)) {
            return readAll(input, purpose);
        } catch (NoSuchFileException e) {
            throw new UsageException("the file for " + purpose + " is not there: " + name, null);
        } catch (AccessDeniedException e) {
            throw new UsageException("the file for " + purpose + " may not be read: " + name, null);
        } catch (IOException e) {
            throw new UsageException(
                    "the file for " + purpose + " can't be read: " + name + " (" + e.getMessage() + ")", null);
        }
    }

    byte[] readStandardInput(String purpose) throws UsageException, IOException {
        return readAll(surroundings.terminal().in(), purpose);
    }

    /** Text in UTF-8, every character of it. */
    String readText(String name, String purpose) throws UsageException, IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read(name, purpose)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UsageException("the file for " + purpose + " is no text in UTF-8: " + name, null);
        }
    }

    /** Every array that is outgrown is wiped. */
    private static byte[] readAll(InputStream input, String purpose) throws UsageException, IOException {
        byte[] bytes = new byte[FIRST_BYTES];
        int length = 0;
        for (int count = 0; count >= 0; count = input.read(bytes, length, bytes.length - length)) {
            length += count;
            if (length > MAX_BYTES) {
                Arrays.fill(bytes, (byte) 0);
                throw new UsageException("the file for " + purpose + " has more than " + MAX_BYTES + " bytes", null);
            }
            if (length == bytes.length) {
                bytes = resize(bytes, bytes.length * 2);
            }
        }
        return resize(bytes, length);
    }

    /** A copy of another length; the original is wiped. */
    static byte[] resize(byte[] bytes, int length) {
        byte[] copy = Arrays.copyOf(bytes, length);
        Arrays.fill(bytes, (byte) 0);
        return copy;
    }
}
