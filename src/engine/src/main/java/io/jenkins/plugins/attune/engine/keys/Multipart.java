package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a form with files (RFC 7578) part by part, as it comes; nothing of it is kept. Agents have no library for this. */
final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile("multipart/form-data;.*\\bboundary=\"?([^\";]{1,70})\"?.*");
    private static final Pattern NAME = Pattern.compile("(?i)content-disposition:.*[; ]name=\"([^\"]*)\".*");
    private static final Pattern TYPE = Pattern.compile("(?i)content-type: *(\\S+).*");
    private static final int MAX_LINE = 8192;
    private static final int MAX_LINES = 20;

    private final InputStream in;
    private final byte[] delimiter;
    private boolean begun;
    private boolean open;
    private String name = "";

    @CheckForNull
    private String type;

    private Multipart(InputStream in, String boundary) {
        this.in = new BufferedInputStream(in);
        delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Null where the type names no such form. */
    @CheckForNull
    static Multipart of(InputStream in, @CheckForNull String contentType) {
        Matcher boundary = BOUNDARY.matcher(contentType == null ? "" : contentType);
        return boundary.matches() ? new Multipart(in, boundary.group(1)) : null;
    }

    /** The field that the current part is for. */
    String name() {
        return name;
    }

    @CheckForNull
    String type() {
        return type;
    }

    /** Goes on to the next part; false where there is none. */
    boolean next() throws IOException {
        if (open || !begun) {
            copy(OutputStream.nullOutputStream(), Long.MAX_VALUE);
        }
        int first = required();
        int second = required();
        if (first == '-' && second == '-') {
            return false;
        }
        if (first != '\r' || second != '\n') {
            throw new IOException("a part of the form does not begin on a line of its own");
        }
        open = true;
        name = "";
        type = null;
        String line = line();
        for (int lines = 0; !line.isEmpty(); lines++) {
            if (lines > MAX_LINES) {
                throw new IOException("a part of the form has too many headers");
            }
            header(line);
            line = line();
        }
        return true;
    }

    private void header(String line) {
        Matcher disposition = NAME.matcher(line);
        if (disposition.matches()) {
            name = disposition.group(1);
        }
        Matcher kind = TYPE.matcher(line);
        if (kind.matches()) {
            type = kind.group(1);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = required(); b != '\n'; b = required()) {
            if (line.size() >= MAX_LINE) {
                throw new IOException("a header of the form is too long");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** The rest of the current part, which may have so many bytes. */
    void copy(OutputStream out, long limit) throws IOException {
        long left = limit;
        // Before the first part there may be nothing, not even the end of a line.
        int matched = begun ? 0 : 2;
        begun = true;
        open = false;
        while (matched < delimiter.length) {
            int b = required();
            if (b != delimiter[matched]) {
                // No second beginning lies within the first: only that has a carriage return.
                out.write(delimiter, 0, matched);
                matched = 0;
            }
            if (b == delimiter[matched]) {
                matched++;
            } else if (left-- > 0) {
                out.write(b);
            } else {
                throw new IOException("a field of the form has more than " + limit + " bytes");
            }
        }
    }

    private int required() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the form ends too early");
        }
        return b;
    }
}
