package io.jenkins.plugins.attune.engine.queue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A ticket as one line of text, with a checksum: what its owner writes down, to claim it after a crash that kept the
 * journal from being written. Holds no more than the journal does.
 */
public final class TicketText {
    private TicketText() {}

    /** For the owner of a ticket that has just been given. */
    public static String of(Ticket ticket, Request request) throws IOException {
        JournalRecord.Entered entered = new JournalRecord.Entered(
                ticket.number(), request, ticket.entered().toEpochMilli());
        return new String(JournalCodec.encode(List.of(entered)), StandardCharsets.UTF_8);
    }

    /**
     * The claim of who wrote it down.
     *
     * @param held whether the owner was told that it holds its slots
     * @throws IOException where this is no such line
     */
    public static Reclaim read(String text, boolean held) throws IOException {
        List<JournalRecord> records = new ArrayList<>();
        JournalCodec.decode(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), records::add);
        if (records.size() == 1 && records.get(0) instanceof JournalRecord.Entered entered) {
            return new Reclaim(entered.request(), entered.number(), held);
        }
        throw new IOException("this is not a ticket that was written down");
    }
}
