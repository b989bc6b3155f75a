package io.jenkins.plugins.attune.engine.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.attune.engine.delivery.ParameterDelivery;
import io.jenkins.plugins.attune.engine.delivery.ParameterDocument;
import io.jenkins.plugins.attune.engine.delivery.ParameterFormat;
import io.jenkins.plugins.attune.engine.delivery.Parameters;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
    private static final String TRICKY = "pa\"ss\\wörd/ 'x'&=+~ €";

    private static SecretMask mask(String... secrets) {
        return SecretMask.of(Arrays.stream(secrets)
                .map(secret -> SecretValue.taking(secret.getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    @Test
    void hidesASecretAndNothingElse() {
        assertThat(mask("hunter2").text("my hunter2, your hunter3")).isEqualTo("my ****, your hunter3");
    }

    @Test
    void leavesTheSecretUsable() {
        SecretValue secret = SecretValue.taking("hunter2".getBytes(StandardCharsets.UTF_8));
        SecretMask mask = SecretMask.of(List.of(secret));
        assertThat(secret.<String>withBytes(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                .isEqualTo("hunter2");
        secret.close();
        assertThat(mask.text("hunter2")).isEqualTo("****");
    }

    @Test
    void hidesWhatIsAddedAlsoInAStreamThatIsUnderWay() throws IOException {
        SecretMask mask = mask("hunter2");
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        MaskingStream stream = mask.over(target);
        stream.write("late-secret, hunt".getBytes(StandardCharsets.UTF_8));

        hide(mask, "huntress");
        stream.write("ress hunter2 ".getBytes(StandardCharsets.UTF_8));
        hide(mask, "late-secret");
        stream.write("late-secret".getBytes(StandardCharsets.UTF_8));
        stream.finish();

        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("late-secret, **** **** ****");
        assertThat(stream.passed()).isEqualTo(stream.taken());
        assertThat(mask.text("late-secret hunter2 huntress")).isEqualTo("**** **** ****");
    }

    @Test
    void hidesWhatIsAddedWhereNothingWasHidden() throws IOException {
        SecretMask mask = mask();
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        MaskingStream stream = mask.over(target);
        stream.write("a".getBytes(StandardCharsets.UTF_8));
        hide(mask, "hunter2");
        stream.write("hunter2".getBytes(StandardCharsets.UTF_8));
        stream.finish();
        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("a****");

        mask.close();
        hide(mask, "more");
        assertThatIllegalStateException().isThrownBy(() -> mask.text("more"));
    }

    private static void hide(SecretMask mask, String secret) {
        mask.hide(List.of(SecretValue.taking(secret.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void letsNothingPassOnceItsSecretsAreWiped() throws IOException {
        SecretMask mask = mask("hunter2");
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        MaskingStream stream = mask.over(target);
        mask.close();

        assertThatIllegalStateException().isThrownBy(() -> mask.text("hunter2"));
        assertThatIllegalStateException().isThrownBy(() -> mask.value(Map.of("a", List.of("hunter2"))));
        assertThatIllegalStateException().isThrownBy(() -> stream.write("hunter2".getBytes(StandardCharsets.UTF_8)));
        stream.finish();
        assertThat(target.size()).isZero();
    }

    @Test
    void leavesTextAloneWithoutSecrets() {
        assertThat(mask().text("nothing to hide")).isEqualTo("nothing to hide");
    }

    @Test
    void saysHowFarItHasCome() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        MaskingStream stream = mask("hunter2").over(target);

        stream.write("my hunt".getBytes(StandardCharsets.UTF_8));
        assertThat(stream.taken()).isEqualTo(7);
        assertThat(stream.passed()).isEqualTo(3);
        stream.write("er2!".getBytes(StandardCharsets.UTF_8));
        assertThat(stream.passed()).isEqualTo(stream.taken()).isEqualTo(11);
        assertThat(target).hasToString("my ****!");

        MaskingStream plain = mask().over(target);
        plain.write(new byte[5]);
        assertThat(plain.passed()).isEqualTo(plain.taken()).isEqualTo(5);
    }

    @Test
    void leavesSecretsOfTwoBytesAlone() {
        assertThat(mask("ab", "").text("abc")).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TRICKY,
                "pa\\\"ss\\\\wörd/ 'x'&=+~ €",
                "pa\\\"ss\\\\w\\u00f6rd/ 'x'&=+~ \\u20ac",
                "pa\\\"ss\\\\wörd\\/ 'x'&=+~ €",
                "pa\"ss\\wörd/ '\\''x'\\''&=+~ €",
                "pa\\\"ss\\\\w\\u00F6rd/ 'x'&=+~ \\u20AC",
                "pa\\\"ss\\\\w\\u00f6rd\\/ 'x'&=+~ \\u20ac",
                "pa\\\"ss\\\\wörd/ 'x'\\u0026=+~ €",
                "pa\"ss\\wörd/ '\"'\"'x'\"'\"'&=+~ €",
                "pa\\\"ss\\\\wörd/\\ \\'x\\'\\&=+~\\ €",
                "pa\"ss\\\\wörd/ \\'x\\'&=+~ €",
                "pa%22ss%5Cw%C3%B6rd%2F%20'x'%26%3D%2B~%20%E2%82%AC",
                "pa%22ss%5Cw%C3%B6rd/%20%27x%27%26%3D%2B~%20%E2%82%AC",
                "pa%22ss%5Cw%C3%B6rd%2F+%27x%27%26%3D%2B%7E+%E2%82%AC",
                "pa%22ss%5cw%c3%b6rd%2f+%27x%27%26%3d%2b%7e+%e2%82%ac",
                "pa%22ss%5Cw%C3%B6rd/%20'x'&=+~%20%E2%82%AC"
            })
    void hidesWhatJsonAndShellsMakeOfASecret(String written) {
        assertThat(mask(TRICKY).text("<" + written + ">")).isEqualTo("<****>");
    }

    @Test
    void hidesASecretInAUrl() {
        String query = URLEncoder.encode(TRICKY, StandardCharsets.UTF_8).replace("%7E", "~");
        assertThat(mask(TRICKY).text("q=" + query + ";")).isEqualTo("q=****;");
        assertThat(mask(TRICKY).text("q=" + query.replace("+", "%20") + ";")).isEqualTo("q=****;");
        assertThat(mask("a/b=c").text("q=a%2fb%3dc;")).isEqualTo("q=****;");
    }

    @Test
    void hidesWhatOurOwnDocumentMakesOfASecret() throws Exception {
        String secret = "é\u2028b\u0085c\uFEFFd\u007F\u001B<e";
        for (ParameterFormat format : ParameterFormat.values()) {
            Parameters parameters = new Parameters(
                    JsonNodeFactory.instance.objectNode(),
                    new TreeMap<>(Map.of("k", SecretValue.taking(secret.getBytes(StandardCharsets.UTF_8)))),
                    Set.of());
            byte[] document = ParameterDocument.write(parameters, format, ParameterDelivery.STDIN);

            assertThat(mask(secret).text(new String(document, StandardCharsets.UTF_8)))
                    .matches("\\{?\"?k\"?[:=] ?[\"']\\Q****\\E[\"']}?");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 76})
    void leavesNoTraceOfALongSecretWhoseBase64HasLines(int length) {
        String secret = "0123456789abcdef-+".repeat(200) + "\n";
        byte[] lines = Base64.getMimeEncoder(length, new byte[] {'\n'}).encode(secret.getBytes(StandardCharsets.UTF_8));

        String masked = mask(secret).text(new String(lines, StandardCharsets.US_ASCII));

        assertThat(masked.replace("****", "").replace("\n", "")).hasSizeLessThan(6);
    }

    @Test
    void hidesTheFirstPartOfASecretThatIsTooLong() {
        String secret = "0123456789".repeat(SecretMask.LONGEST_BYTES / 10 + 1);

        assertThat(mask(secret).text(secret)).isEqualTo("****" + secret.substring(SecretMask.LONGEST_BYTES));
    }

    @ParameterizedTest
    @CsvSource({"'',''", "a,''", "ab,z", "user:,''", "abcd,zz"})
    void leavesNoTraceOfASecretWithinBase64(String before, String after) {
        String secret = "correct horse battery";
        byte[] all = (before + secret + after).getBytes(StandardCharsets.UTF_8);
        String masked = mask(secret).text(Base64.getEncoder().encodeToString(all));

        assertThat(masked).contains("****");
        assertThat(masked.replace("****", "")).hasSizeLessThan(12);
    }

    @Test
    void hidesEachLineOfASecretWithSeveral() {
        SecretMask mask = mask("-----BEGIN-----\nMIIEow\nab\nlast line\n");
        assertThat(mask.text("x MIIEow y\nab\n> last line <")).isEqualTo("x **** y\nab\n> **** <");
    }

    @Test
    void hidesASecretWithoutTheLineEndItWasStoredWith() {
        assertThat(mask("hunter2\n").text("is hunter2.")).isEqualTo("is ****.");
    }

    @Test
    void showsNoRestOfASecretThatOverlapsAnother() {
        assertThat(mask("abcdef", "defghi", "cde").text("_abcdefghi_")).isEqualTo("_****_");
        assertThat(mask("pass", "password").text("password pass")).isEqualTo("**** ****");
    }

    @Test
    void hidesSecretsThatComeInPieces() throws IOException {
        Random random = new Random(7);
        SecretMask mask = mask("hunter2", "hunhunter", "terminal");
        String text = "a hunter2 hunhunter hunhunterminal hun hunte terminaterminal\n".repeat(50);
        String whole = mask.text(text);
        assertThat(whole).doesNotContain("hunter").doesNotContain("terminal");
        for (int round = 0; round < 100; round++) {
            assertThat(inPieces(mask, text, random)).isEqualTo(whole);
        }
    }

    private static String inPieces(SecretMask mask, String text, Random random) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (MaskingStream stream = mask.over(target)) {
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(1 + random.nextInt(9), bytes.length - at);
                stream.write(bytes, at, length);
                at += length;
            }
        }
        return target.toString(StandardCharsets.UTF_8);
    }

    @Test
    void holdsBackOnlyWhatMayBeTheBeginningOfASecret() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        MaskingStream stream = mask("hunter2").over(target);

        stream.write("password: hun".getBytes(StandardCharsets.UTF_8));
        assertThat(target).hasToString("password: ");
        stream.write("gry\n".getBytes(StandardCharsets.UTF_8));
        assertThat(target).hasToString("password: hungry\n");
        stream.write("hunt".getBytes(StandardCharsets.UTF_8));
        stream.finish();
        assertThat(target).hasToString("password: hungry\nhunt");
    }

    @Test
    void passesBytesThatAreNoText() throws IOException {
        byte[] bytes = new byte[70_000];
        new Random(1).nextBytes(bytes);
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (MaskingStream stream = mask("surely not in there").over(target)) {
            stream.write(bytes);
        }
        assertThat(target.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void hidesSecretsAnywhereInAResult() {
        Object result =
                Map.of("list", List.of("hunter2", 5, Map.of("hunter2", true)), "big", new BigInteger("12345678"));
        assertThat(mask("hunter2", "345").value(result))
                .isEqualTo(Map.of("list", List.of("****", 5, Map.of("****", true)), "big", "****"));
    }

    @Test
    void finishesInTimeWhereASecretIsLongAndRepeatsItself() throws IOException {
        SecretMask mask = mask("a".repeat(20_000) + "b");
        byte[] line = "a".repeat(19_999).getBytes(StandardCharsets.UTF_8);
        long[] written = new long[1];
        try (MaskingStream stream = mask.over(new java.io.OutputStream() {
            @Override
            public void write(int value) {
                written[0]++;
            }
        })) {
            for (int i = 0; i < 100; i++) {
                stream.write(line);
                stream.write('\n');
            }
        }
        assertThat(written[0]).isEqualTo(2_000_000);
    }

    @Test
    void tellsNothingOfTheSecretsItself() {
        assertThat(mask("hunter2")).hasToString("SecretMask");
    }
}
