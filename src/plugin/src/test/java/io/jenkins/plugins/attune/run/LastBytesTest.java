package io.jenkins.plugins.attune.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LastBytesTest {
    @Test
    void keepsTheEndOfWhatIsWritten() {
        try (LastBytes last = new LastBytes(5)) {
            assertThat(last.text()).isEmpty();
            write(last, "ab");
            assertThat(last.text()).isEqualTo("ab");
            write(last, "cdef");
            assertThat(last.text()).isEqualTo("bcdef");
            write(last, "0123456789");
            assertThat(last.text()).isEqualTo("56789");
            last.write('x');
            assertThat(last.text()).isEqualTo("6789x");
        }
    }

    private static void write(LastBytes last, String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.US_ASCII);
        last.write(bytes, 1, bytes.length - 2);
    }
}
