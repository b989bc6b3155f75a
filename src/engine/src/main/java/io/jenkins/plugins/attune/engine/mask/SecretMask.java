package io.jenkins.plugins.attune.engine.mask;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces secrets by {@code ****}, however they are written: as they are, line by line, and as JSON, a URL, a shell
 * word or base64.
 *
 * <p>Holds the secrets until it is closed, since the end of a run is the first moment at which nothing more can show
 * them. Secrets shorter than {@link #SHORTEST_BYTES} are left alone: hiding every "1" of a log makes it unreadable and
 * tells the secret as well. Safe for use by several threads; each stream it makes is for one.
 */
public final class SecretMask implements AutoCloseable {
    /** What stands in place of a secret. */
    public static final String SHOWN = "****";

    /** The fewest bytes that are hidden. */
    public static final int SHORTEST_BYTES = 3;

    /** Of a longer secret just the beginning is hidden: each byte of a secret takes hundreds of memory here. */
    public static final int LONGEST_BYTES = 64 << 10;

    /** What is hidden, for when more is added; guarded by itself. */
    private final List<byte[]> secrets = new ArrayList<>();

    private volatile PatternAutomaton patterns = new PatternAutomaton(List.of());

    private SecretMask() {}

    /** Copies what it needs; the secrets may be wiped afterwards. */
    public static SecretMask of(Collection<SecretValue> secrets) {
        SecretMask mask = new SecretMask();
        mask.hide(secrets);
        return mask;
    }

    /**
     * Hides more from now on, also in streams that it made before. Of what they have passed on already nothing can be
     * taken back. To no effect once it is closed: nothing is shown then.
     */
    public void hide(Collection<SecretValue> more) {
        synchronized (secrets) {
            if (patterns.isClosed()) {
                return;
            }
            for (SecretValue secret : more) {
                secrets.add(secret.withBytes(bytes -> Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST_BYTES))));
            }
            List<byte[]> forms = new ArrayList<>();
            secrets.forEach(secret -> forms.addAll(SecretForms.of(secret)));
            patterns = new PatternAutomaton(forms);
            forms.forEach(form -> Arrays.fill(form, (byte) 0));
        }
    }

    /**
     * A stream that hides secrets on the way, also those that come in pieces.
     *
     * <p>It holds back only what may still turn out to be the beginning of a secret; {@link MaskingStream#finish()}
     * lets that go.
     */
    public MaskingStream over(OutputStream target) {
        return new MaskingStream(() -> patterns, target);
    }

    /** The text with every secret hidden. */
    public String text(String text) {
        return text(text, false);
    }

    /** The same where the text is the rest of a longer one, and may begin within a secret. */
    public String rest(String text) {
        return text(text, true);
    }

    private String text(String text, boolean cut) {
        PatternAutomaton current = patterns;
        current.requireOpen();
        if (current.isEmpty()) {
            return text;
        }
        ByteArrayOutputStream masked = new ByteArrayOutputStream(text.length());
        MaskingStream stream = over(masked);
        try {
            if (cut) {
                stream.gap();
            }
            stream.write(text.getBytes(StandardCharsets.UTF_8));
            stream.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return masked.toString(StandardCharsets.UTF_8);
    }

    /** Lists, maps and strings with every secret hidden, also in names; anything else as it is. */
    @CheckForNull
    public Object value(@CheckForNull Object value) {
        if (value instanceof String string) {
            return text(string);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> masked = new LinkedHashMap<>();
            map.forEach((name, item) -> masked.put(text(String.valueOf(name)), value(item)));
            return masked;
        }
        if (value instanceof List<?> list) {
            List<Object> masked = new ArrayList<>(list.size());
            list.forEach(item -> masked.add(value(item)));
            return masked;
        }
        if (value instanceof Number) {
            String digits = value.toString();
            return text(digits).equals(digits) ? value : SHOWN;
        }
        return value;
    }

    /** Wipes the secrets; what is to be masked after that is refused. */
    @Override
    public void close() {
        synchronized (secrets) {
            patterns.close();
            secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
            secrets.clear();
        }
    }

    /** Nothing about the secrets, not even how many there are. */
    @Override
    public String toString() {
        return "SecretMask";
    }
}
