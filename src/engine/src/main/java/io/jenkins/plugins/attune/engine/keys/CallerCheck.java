package io.jenkins.plugins.attune.engine.keys;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Decides whether whoever is at the other end of a connection belongs to a run. */
interface CallerCheck {
    /**
     * What is known of a caller.
     *
     * @param reason why it is kept out, for people; empty where it is let in
     */
    record Verdict(boolean admitted, String reason) {
        static Verdict admit() {
            return new Verdict(true, "");
        }

        static Verdict refuse(String reason) {
            return new Verdict(false, reason);
        }
    }

    Verdict check(InetSocketAddress caller, InetSocketAddress called) throws IOException;
}
