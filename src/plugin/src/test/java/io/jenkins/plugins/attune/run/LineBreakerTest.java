package io.jenkins.plugins.attune.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineBreakerTest {
    private final ByteArrayOutputStream target = new ByteArrayOutputStream();
    private final LineBreaker breaker = new LineBreaker(target);

    @Test
    void leavesLinesOfCommonLengthAlone() throws IOException {
        String text = ("x".repeat(LineBreaker.MAX_LINE_BYTES - 1) + "\n").repeat(3);
        breaker.write(text.getBytes(StandardCharsets.US_ASCII));
        assertThat(target).hasToString(text);
    }

    @Test
    void breaksALineThatNeverEndsAlsoWhenItComesInPieces() throws IOException {
        for (int i = 0; i < 5; i++) {
            breaker.write("x".repeat(LineBreaker.MAX_LINE_BYTES / 2).getBytes(StandardCharsets.US_ASCII));
        }
        String line = "x".repeat(LineBreaker.MAX_LINE_BYTES) + "\n";
        assertThat(target).hasToString(line + line + "x".repeat(LineBreaker.MAX_LINE_BYTES / 2));
    }

    @Test
    void endsALineOnlyWhereOneWasBegun() throws IOException {
        breaker.endLine();
        breaker.write('x');
        breaker.endLine();
        breaker.endLine();
        assertThat(target).hasToString("x\n");
    }
}
