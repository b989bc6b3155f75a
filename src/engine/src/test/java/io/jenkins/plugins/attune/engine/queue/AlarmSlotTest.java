package io.jenkins.plugins.attune.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmSlotTest {
    private final AlarmSlot slot = new AlarmSlot();
    private final List<String> cancelled = new ArrayList<>();

    @Test
    void anAlarmThatIsSetTooLateIsCancelledAndCountsNoMore() {
        long early = slot.next();
        long late = slot.next();

        slot.set(() -> cancelled.add("early"), early);

        assertThat(cancelled).containsExactly("early");
        assertThat(slot.awaits(early)).isFalse();
        assertThat(slot.awaits(late)).isTrue();
    }

    @Test
    void aNewAlarmTakesThePlaceOfTheOldOne() {
        slot.set(() -> cancelled.add("old"), slot.next());
        slot.set(() -> cancelled.add("new"), slot.next());
        assertThat(cancelled).containsExactly("old");

        slot.clear();
        slot.clear();

        assertThat(cancelled).containsExactly("old", "new");
    }
}
