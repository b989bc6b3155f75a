package io.jenkins.plugins.attune;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import groovy.json.JsonOutput;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The ways a secret may be written down: plain, as JSON, in a URL and in base64; whole, and by line or by piece. */
final class WrittenSecret {
    /** A longer secret is known by some pieces of it. */
    private static final int WHOLE = 256;

    private static final int PIECE = 48;

    /** A line by which a secret can be told. */
    private static final int LINE = 12;

    private static final int BASE64_GROUP = 3;

    private WrittenSecret() {}

    static Set<String> forms(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        for (String part : parts(secret)) {
            forms.add(part);
            forms.add(new String(JsonStringEncoder.getInstance().quoteAsString(part)));
            String ascii = JsonOutput.toJson(part);
            forms.add(ascii.substring(1, ascii.length() - 1));
            String url = URLEncoder.encode(part, StandardCharsets.UTF_8);
            forms.add(url);
            forms.add(url.replace("+", "%20"));
            forms.addAll(base64(part.getBytes(StandardCharsets.UTF_8)));
        }
        return forms;
    }

    private static List<String> parts(String secret) {
        List<String> parts = new ArrayList<>();
        if (secret.length() > WHOLE) {
            int middle = secret.length() / 2;
            parts.add(secret.substring(0, PIECE));
            parts.add(secret.substring(middle, middle + PIECE));
            parts.add(secret.substring(secret.length() - PIECE));
        } else {
            parts.add(secret);
            secret.lines().filter(line -> line.length() >= LINE).forEach(parts::add);
        }
        return parts;
    }

    /** The characters that are made of its bits alone, wherever it stands in a longer text. */
    private static List<String> base64(byte[] plain) {
        List<String> forms = new ArrayList<>();
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            for (int before = 0; before < BASE64_GROUP; before++) {
                byte[] shifted = new byte[before + plain.length];
                System.arraycopy(plain, 0, shifted, before, plain.length);
                String text = encoder.withoutPadding().encodeToString(shifted);
                int from = before == 0 ? 0 : before + 1;
                int to = shifted.length % BASE64_GROUP == 0 ? text.length() : text.length() - 1;
                forms.add(text.substring(from, to));
            }
        }
        return forms;
    }
}
