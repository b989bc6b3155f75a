package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PosixChecksumTest {
    @ParameterizedTest
    @CsvSource({"'',4294967295 0", "a,1220704766 1", "123456789,930766865 9"})
    void agreesWithKnownValues(String text, String line) {
        assertThat(PosixChecksum.line(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(line);
    }

    @Test
    void agreesWithTheUtility() throws Exception {
        byte[] bytes = new byte[100_003];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Process cksum = new ProcessBuilder("cksum").start();
        cksum.getOutputStream().write(bytes);
        cksum.getOutputStream().close();

        assertThat(new String(cksum.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip())
                .isEqualTo(PosixChecksum.line(bytes));
    }
}
