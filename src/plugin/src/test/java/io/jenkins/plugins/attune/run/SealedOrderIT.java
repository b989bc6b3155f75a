package io.jenkins.plugins.attune.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.util.Secret;
import io.jenkins.plugins.attune.SavedContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Orders and keys in the saved state of a pipeline. */
@WithJenkins
class SealedOrderIT {
    @BeforeAll
    static void start(JenkinsRule rule) {
        assertThat(rule.jenkins).as("whose keys seal").isNotNull();
    }

    private static RunOrder order() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("text", "nobody's business");
        given.put("numbers", Arrays.asList(1, 2L, 1.5, new BigDecimal("1.10"), BigInteger.TEN, null, true));
        given.put("map", new LinkedHashMap<>(Map.of("inner", new ArrayList<>(List.of("deep")))));
        return new RunOrder(
                "p.act",
                PlainValue.map(given),
                Map.of("token", "an-id"),
                new RunOrder.Options(
                        "packs",
                        Map.of("A", "b"),
                        new RunOrder.Limits(5, "1MiB", null, null),
                        true,
                        new RunOrder.Concurrency(1, "deploy-${parameters.env}", null, 600)));
    }

    @Test
    void whatIsOpenedIsWhatWasSealedAndNobodyElseReadsIt() throws Exception {
        String sealed = SealedOrder.seal(order());
        assertThat(SealedOrder.open(sealed)).isEqualTo(order());
        assertThat(sealed).doesNotContain("business", "an-id");
        assertThat(new String(Base64.getDecoder().decode(sealed.substring(1, sealed.length() - 1)), "ISO-8859-1"))
                .doesNotContain("business", "an-id");
    }

    @Test
    void whatWasNotSealedHereIsRefusedWithoutBeingQuoted() {
        assertThatThrownBy(() -> SealedOrder.open("nobody's business"))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("business");
    }

    @Test
    void onlyOrdersAreRead() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(Path.of("/").toUri());
        }
        String sealed = Secret.fromString(Base64.getEncoder().encodeToString(bytes.toByteArray()))
                .getEncryptedValue();
        assertThatThrownBy(() -> SealedOrder.open(sealed)).isInstanceOf(IOException.class);
    }

    @Test
    void aBlockSealsItsKeysHasThoseAroundItAndKeepsNothingAfterItsEnd() throws Exception {
        KeyBlock outer = new KeyBlock(null, new SavedContext());
        KeyBlock inner = new KeyBlock(outer, new SavedContext());
        outer.put("a", json("outer a"));
        outer.put("b", json("outer b"));
        inner.put("b", json("inner b"));
        assertThat(opened(inner)).isEqualTo(Map.of("a", "\"outer a\"", "b", "\"inner b\""));
        assertThat(opened(outer)).containsEntry("b", "\"outer b\"");
        assertThat(saved(inner)).doesNotContain("outer a", "inner b");

        inner.end();
        assertThat(opened(inner)).doesNotContainValue("\"inner b\"");
        assertThatThrownBy(() -> inner.put("c", json("late"))).isInstanceOf(IOException.class);
        assertThat(inner.has("c")).isFalse();
    }

    private static byte[] json(String text) {
        return ('"' + text + '"').getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> opened(KeyBlock block) throws IOException {
        Map<String, String> opened = new TreeMap<>();
        block.values().forEach((reference, value) -> {
            try (value) {
                opened.put(reference, value.withBytes(bytes -> new String(bytes, StandardCharsets.UTF_8)));
            }
        });
        return opened;
    }

    private static String saved(KeyBlock block) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(block);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
