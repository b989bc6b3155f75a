package io.jenkins.plugins.attune.run;

import hudson.util.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Base64;

/** Values as text that only this Jenkins can read. */
final class Sealed {
    /** What is sealed holds plain values of the JDK only. */
    private static final ObjectInputFilter PLAIN = ObjectInputFilter.Config.createFilter(
            "maxdepth=200;java.lang.*;java.math.*;java.util.*;" + Sealed.class.getPackageName() + ".*;!*");

    private Sealed() {}

    static String seal(Serializable value) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(plain)) {
            out.writeObject(value);
        }
        return seal(plain.toByteArray());
    }

    /** @param plain wiped */
    static String seal(byte[] plain) {
        String text = Base64.getEncoder().encodeToString(plain);
        Arrays.fill(plain, (byte) 0);
        return Secret.fromString(text).getEncryptedValue();
    }

    /** @throws IOException where it was sealed by another Jenkins, or is damaged; says nothing of what is in it */
    static byte[] bytes(String sealed) throws IOException {
        Secret secret = Secret.decrypt(sealed);
        if (secret == null) {
            throw new IOException("what was sealed can't be decrypted");
        }
        return Base64.getDecoder().decode(secret.getPlainText());
    }

    /** @throws IOException as {@link #bytes} does, or where it is something else */
    static <T> T open(String sealed, Class<T> type) throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(sealed)))) {
            in.setObjectInputFilter(PLAIN);
            return type.cast(in.readObject());
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new IOException("this is no " + type.getSimpleName(), e);
        }
    }
}
