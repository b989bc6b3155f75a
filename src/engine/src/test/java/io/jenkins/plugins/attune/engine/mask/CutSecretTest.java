package io.jenkins.plugins.attune.engine.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets that lie across the place where bytes of a stream are missing. */
class CutSecretTest {
    private static final String SECRET = "pa\"ss\\wörd/ €";

    private static SecretMask mask(String... secrets) {
        return SecretMask.of(Arrays.stream(secrets)
                .map(secret -> SecretValue.taking(bytes(secret)))
                .toList());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Stream<String> forms() {
        return Stream.of(
                SECRET,
                "pa\\\"ss\\\\w\\u00f6rd/ \\u20ac",
                URLEncoder.encode(SECRET, StandardCharsets.UTF_8),
                Base64.getEncoder().encodeToString(bytes(SECRET)));
    }

    /** The two parts, each hidden where it is long enough. */
    private static byte[] expected(byte[] form, int first, int last) throws IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.write('<');
        byte[] before = Arrays.copyOf(form, first);
        expected.write(first < SecretMask.SHORTEST_BYTES ? before : bytes(SecretMask.SHOWN));
        byte[] after = Arrays.copyOfRange(form, last, form.length);
        expected.write(after.length < SecretMask.SHORTEST_BYTES ? after : bytes(SecretMask.SHOWN));
        expected.write('>');
        return expected.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void bothPartsOfACutSecretAreHiddenWhereverItIsCut(String text) throws IOException {
        byte[] form = bytes(text);
        SecretMask mask = mask(SECRET, "another one, that is much longer than the first");
        for (int first = 0; first <= form.length; first++) {
            for (int last = first; last <= form.length; last++) {
                ByteArrayOutputStream target = new ByteArrayOutputStream();
                MaskingStream stream = mask.over(target);
                stream.write('<');
                stream.write(form, 0, first);
                stream.gap();
                stream.write(form, last, form.length - last);
                stream.write('>');
                stream.finish();

                assertThat(target.toByteArray()).as("%d, %d", first, last).isEqualTo(expected(form, first, last));
                assertThat(stream.passed()).isEqualTo(stream.taken()).isEqualTo(2 + first + form.length - last);
            }
        }
    }

    @Test
    void itDoesNotMatterInWhichPiecesTheRestComes() throws IOException {
        Random random = new Random(3);
        SecretMask mask = mask("hunter2", "terminal\nlast line", "2nd secret");
        byte[] rest = bytes("nter2nd secret, hunter, last line terminal, hunter2\n".repeat(20));
        String whole = inPieces(mask, rest, rest.length, random);

        assertThat(whole).startsWith("****, hunter, **** ****, ****\n");
        for (int round = 0; round < 100; round++) {
            assertThat(inPieces(mask, rest, 9, random)).isEqualTo(whole);
        }
    }

    private static String inPieces(SecretMask mask, byte[] bytes, int most, Random random) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (MaskingStream stream = mask.over(target)) {
            stream.gap();
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(most == bytes.length ? most : 1 + random.nextInt(most), bytes.length - at);
                stream.write(bytes, at, length);
                at += length;
            }
        }
        return target.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theLinesOfALongSecretAreHiddenFromTheMiddleOfOneOn() {
        StringBuilder secret = new StringBuilder();
        for (int line = 0; line < 500; line++) {
            secret.append("line ").append(line).append(" of the key\n");
        }

        assertThat(mask(secret.toString()).rest("of the key\nline 7 of the key\nend"))
                .isEqualTo("****\n****\nend");
    }

    @Test
    void whatLiesWithinASecretIsHiddenAsWell() throws IOException {
        SecretMask mask = mask("correct horse battery staple");
        assertThat(mask.rest("horse")).isEqualTo("****");

        ByteArrayOutputStream target = new ByteArrayOutputStream();
        MaskingStream stream = mask.over(target);
        stream.gap();
        stream.write(bytes("horse"));
        stream.gap();
        stream.write(bytes("battery staple."));
        stream.finish();
        assertThat(target).hasToString("********.");
    }

    @Test
    void theBeginningOfATextIsHiddenOnlyWhereItIsTheEndOfASecret() {
        SecretMask mask = mask("hunter2");
        assertThat(mask.rest("hunt the end")).isEqualTo("hunt the end");
        assertThat(mask.rest("er2 and hunter2")).isEqualTo("**** and ****");
        assertThat(mask.rest("r2 and r2")).isEqualTo("r2 and r2");
        assertThat(mask.rest("")).isEmpty();
        assertThat(mask().rest("nothing to hide")).isEqualTo("nothing to hide");
        assertThat(mask.text("ter2")).isEqualTo("ter2");
    }

    @Test
    void noMoreIsHeldBackThanASecretCanHave() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        MaskingStream stream = mask("hunter2").over(target);
        stream.gap();
        stream.write(bytes("ter2"));
        assertThat(target.size()).isZero();
        assertThat(stream.passed()).isZero();
        assertThat(stream.taken()).isEqualTo(4);

        stream.write(bytes(" and so on, and on, and on, and on, and on, and on"));

        assertThat(target).hasToString("**** and so on, and on, and on, and on, and on, and on");
    }

    @Test
    void aGapIsPassedInTimeWhereASecretIsLongAndRepeatsItself() {
        SecretMask mask = mask("a".repeat(20_000) + "b", "ab".repeat(20_000));

        assertThat(mask.rest("a".repeat(19_000) + "b!")).isEqualTo("****!");
        assertThat(mask.rest("ab".repeat(19_000) + "c")).isEqualTo("****c");
    }

    @Test
    void nothingPassesAGapOnceTheSecretsAreWiped() throws IOException {
        SecretMask mask = mask("hunter2");
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        MaskingStream stream = mask.over(target);
        stream.gap();
        stream.write(bytes("ter2"));
        mask.close();

        assertThatIllegalStateException().isThrownBy(stream::finish);
        assertThatIllegalStateException().isThrownBy(stream::gap);
        assertThat(target.size()).isZero();
    }
}
