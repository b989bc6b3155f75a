package io.jenkins.plugins.attune.run;

import java.io.IOException;

/**
 * An order as text that only this Jenkins can read: for the saved state of a pipeline whose run has not begun, since
 * parameters are nobody's business.
 */
public final class SealedOrder {
    private SealedOrder() {}

    public static String seal(RunOrder order) throws IOException {
        return Sealed.seal(order);
    }

    /** @throws IOException where it was sealed by another Jenkins, or is damaged; says nothing of what is in it */
    public static RunOrder open(String sealed) throws IOException {
        return Sealed.open(sealed, RunOrder.class);
    }
}
