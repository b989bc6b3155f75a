package io.jenkins.plugins.attune.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tickets that owners write down. */
class TicketTextTest {
    private final World world = new World();
    private final Request request = new Request(
            "one",
            List.of(
                    Claim.of("a key: with (signs)", Policy.limit(2), World.STEP),
                    Claim.of("b", Policy.NONE, World.STEP)),
            new Owner("job » é#1", null),
            Patience.of(Duration.ofSeconds(5)));

    @Test
    void whatIsReadIsWhatWasWritten() throws Exception {
        Ticket ticket = world.queues.enter(request);
        String text = TicketText.of(ticket, request);
        assertThat(TicketText.read(text, false)).isEqualTo(new Reclaim(request, ticket.number(), false));
        assertThat(TicketText.read(text, true).held()).isTrue();
        assertThat(text.lines()).hasSize(1);
    }

    @Test
    void whatIsDamagedIsRefused() throws Exception {
        String text = TicketText.of(world.queues.enter(request), request);
        for (String wrong : List.of("", "x", text.substring(1), text.replace("\"b\"", "\"c\""), text + text)) {
            assertThatThrownBy(() -> TicketText.read(wrong, true)).isInstanceOf(IOException.class);
        }
    }
}
