package io.jenkins.plugins.attune.run;

import hudson.util.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Base64;

/**
 * An order as text that only this Jenkins can read: for the saved state of a pipeline whose run has not begun, since
 * parameters are nobody's business.
 */
public final class SealedOrder {
    /** An order holds plain values of the JDK only. */
    private static final ObjectInputFilter PLAIN = ObjectInputFilter.Config.createFilter(
            "maxdepth=200;java.lang.*;java.math.*;java.util.*;" + SealedOrder.class.getPackageName() + ".*;!*");

    private SealedOrder() {}

    public static String seal(RunOrder order) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(plain)) {
            out.writeObject(order);
        }
        return Secret.fromString(Base64.getEncoder().encodeToString(plain.toByteArray()))
                .getEncryptedValue();
    }

    /** @throws IOException where it was sealed by another Jenkins, or is damaged; says nothing of what is in it */
    public static RunOrder open(String sealed) throws IOException {
        Secret secret = Secret.decrypt(sealed);
        if (secret == null) {
            throw new IOException("an order can't be decrypted");
        }
        byte[] plain = Base64.getDecoder().decode(secret.getPlainText());
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(plain))) {
            in.setObjectInputFilter(PLAIN);
            return (RunOrder) in.readObject();
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new IOException("this is not an order", e);
        }
    }
}
