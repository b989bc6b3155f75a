package io.jenkins.plugins.attune.engine.delivery;

import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Locale;

/** Writes the parameters, secrets merged in, as the one document that the process gets. */
public final class ParameterDocument {
    /** Largest document for standard input: 1 MiB. */
    public static final int MAX_STDIN_BYTES = 1 << 20;

    /** Largest document for a parameter file, and most for all parameters that go into files of their own: 64 MiB. */
    public static final int MAX_FILE_BYTES = 64 << 20;

    private ParameterDocument() {}

    /**
     * The document, without a newline at its end.
     *
     * @return UTF-8; the caller wipes it
     * @throws InvalidParametersException where a name or value can't be written in this format, or all of it is too large
     */
    public static byte[] write(Parameters parameters, ParameterFormat format, ParameterDelivery delivery)
            throws InvalidParametersException {
        int limit = delivery == ParameterDelivery.FILE ? MAX_FILE_BYTES : MAX_STDIN_BYTES;
        try (SensitiveOutput out = new SensitiveOutput(limit)) {
            switch (format) {
                case JSON -> JsonDocument.writeJson(parameters, out);
                case YAML -> JsonDocument.writeYaml(parameters, out);
                case DOTENV -> DotenvDocument.write(parameters, out);
            }
            byte[] document = out.toBytes();
            if (contains(document, (byte) 0)) {
                Arrays.fill(document, (byte) 0);
                throw new InvalidParametersException(
                        "a parameter contains the character NUL, which the format "
                                + format.name().toLowerCase(Locale.ROOT) + " cannot hold",
                        null,
                        "Remove it, or have the action take its parameters as json.");
            }
            return document;
        } catch (SensitiveOutput.TooLargeException e) {
            throw new InvalidParametersException(
                    "the parameters are larger than " + limit + " bytes, the most for delivery by "
                            + delivery.name().toLowerCase(Locale.ROOT),
                    null,
                    delivery == ParameterDelivery.STDIN
                            ? "Declare parameter_delivery: file in the action, or delivery: file for a large parameter."
                            : "Pass the name of a file instead of its content.",
                    e);
        } catch (CharacterCodingException e) {
            throw new InvalidParametersException(
                    "a secret is not valid UTF-8 text", null, "Encode it, for example as base64.", e);
        }
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }
}
