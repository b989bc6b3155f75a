package io.jenkins.plugins.attune.engine.queue;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Records as bytes: one line each, a checksum of eight hexadecimal digits, a space, and JSON.
 *
 * <p>A line that is not whole, or not what was written, is where reading ends: it is the last one of a process that was
 * killed, and nothing behind it can be relied on.
 */
final class JournalCodec {
    /** Longest line that is read, in bytes; a longer one was not written by this class. */
    private static final int MAX_LINE_BYTES = 1 << 20;

    private static final int CHECKSUM_DIGITS = 8;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final ObjectWriter WRITER = MAPPER.writerFor(JournalRecord.class);
    private static final ObjectReader READER = MAPPER.readerFor(JournalRecord.class);

    private JournalCodec() {}

    static byte[] encode(Collection<JournalRecord> records) throws JsonProcessingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (JournalRecord record : records) {
            byte[] json = WRITER.writeValueAsBytes(record);
            bytes.writeBytes(checksum(json, json.length).getBytes(StandardCharsets.US_ASCII));
            bytes.write(' ');
            bytes.writeBytes(json);
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    /**
     * Hands on every whole record from the beginning, up to the first that is not.
     *
     * @return whether everything was whole
     * @throws IOException also for a whole record of a kind that is not known: a newer version wrote it
     */
    static boolean decode(InputStream bytes, Consumer<JournalRecord> records) throws IOException {
        byte[] line = readLine(bytes);
        while (line.length > 0) {
            JournalRecord record = record(line);
            if (record == null) {
                return false;
            }
            records.accept(record);
            line = readLine(bytes);
        }
        return true;
    }

    /** Empty at the end of the bytes; without a line end where they end before it, or where it is too long. */
    private static byte[] readLine(InputStream bytes) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = bytes.read();
        while (next >= 0 && line.size() < MAX_LINE_BYTES) {
            line.write(next);
            if (next == '\n') {
                break;
            }
            next = bytes.read();
        }
        return line.toByteArray();
    }

    @CheckForNull
    private static JournalRecord record(byte[] line) throws IOException {
        int start = CHECKSUM_DIGITS + 1;
        int length = line.length - start - 1;
        if (length <= 0 || line[line.length - 1] != '\n') {
            return null;
        }
        byte[] json = Arrays.copyOfRange(line, start, start + length);
        String expected = new String(line, 0, CHECKSUM_DIGITS, StandardCharsets.US_ASCII);
        if (!checksum(json, length).equals(expected)) {
            return null;
        }
        return READER.readValue(json);
    }

    private static String checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
